/** Faults of the catalogue that are wrong where two values of a request meet that adds, changes or describes rules; the grammar has many more. */
import { authorizeActions, updateActions } from '../family/family-variant.ts';
import type { Fault } from '../fault.ts';
import { both } from '../rewriting.ts';
import type { SisterAction } from './sister-cells.ts';
import { sisterMutants } from './sisters.ts';

const mutants = new Map(sisterMutants().map((mutant) => [mutant.id, mutant]));

/** Of the operations that add rules. */
export const authorizeCombinations: readonly Fault[] = combinations(authorizeActions, [
  [
    'group-by-get-not-added',
    'authorize-rules/any-way',
    'keeps kind=group carriage=get',
    'adds no source group that a GET names',
  ],
  [
    'own-group-of-udp-dry-run-done',
    'dry-run/any-way',
    'ignores-dry-run kind=self protocol=udp',
    'adds a UDP rule of its own group under DryRun=true',
  ],
  [
    'group-by-get-added-twice',
    'authorize-duplicates/any-way',
    'accepts-duplicate kind=group carriage=get',
    'responds with success to a GET that names a source group which has its rule already',
  ],
]);

/** Of the operations that describe rules. */
export const updateCombinations: readonly Fault[] = combinations(updateActions, [
  [
    'group-by-get-not-described',
    'description-update/any-way',
    'keeps kind=group carriage=get',
    'keeps the description of a source group that a GET names',
  ],
  [
    'own-group-of-udp-dry-run-described',
    'dry-run/any-way',
    'ignores-dry-run kind=self protocol=udp',
    'describes a UDP rule of its own group under DryRun=true',
  ],
  [
    'group-by-get-described-nowhere',
    'description-errors/any-way-refused',
    'accepts-mismatch kind=group carriage=get',
    'responds with success to a GET that names a source group and fits no rule',
  ],
]);

/** Of ModifySecurityGroupRules. */
export const modifyCombinations: readonly Fault[] = combinations(
  ['ModifySecurityGroupRules'],
  [
    [
      'group-by-get-not-changed',
      'modify-rules/any-way',
      'keeps kind=group carriage=get',
      'keeps a rule of a source group as it is where a GET changes it',
    ],
    [
      'own-group-of-udp-dry-run-changed',
      'dry-run/any-way',
      'ignores-dry-run kind=self protocol=udp',
      'changes a rule of its own group to UDP under DryRun=true',
    ],
  ],
);

type Row = readonly [id: string, breaks: string, mutant: string, means: string];

/** Wrong in each of these operations. */
function combinations(actions: readonly SisterAction[], rows: readonly Row[]): readonly Fault[] {
  return rows.map(([id, breaks, wanted, means]) => {
    const applies = actions.map((action) => {
      const mutant = mutants.get(`${action} ${wanted}`);
      if (mutant === undefined) throw new Error(`the grammar has no mutant ${action} ${wanted}`);
      return mutant.apply;
    });
    return { id, breaks, means, apply: both(...applies) };
  });
}
