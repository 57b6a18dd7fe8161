/** Faults of the catalogue that are wrong where two values of a revoke meet; the grammar has many more. */
import type { Fault } from '../fault.ts';
import { grammarMutants } from './grammar.ts';

/** Faults of the catalogue that are wrong where two values of a revoke meet; the grammar has many more. */
export const combinationFaults: readonly Fault[] = [
  combination('group-by-get-refused', 'exact-match/any-way', 'refuses kind=group carriage=get', {
    means: 'refuses a GET that names a source group',
  }),
  combination('own-group-of-udp-dry-run-ignored', 'dry-run/any-way', 'ignores-dry-run kind=self protocol=udp', {
    means: 'carries out a dry run of a UDP rule whose source is its own group',
  }),
  combination('group-by-get-overlooked', 'exact-match/any-way-refused', 'accepts-mismatch kind=group carriage=get', {
    means: 'responds with success to a GET that names a source group and fits no rule',
  }),
];

/** The mutant of the grammar with this id. Throws if there is none. */
function combination(id: string, breaks: string, grammarId: string, { means }: Pick<Fault, 'means'>): Fault {
  const found = grammarMutants().find((mutant) => mutant.id === grammarId);
  if (found === undefined) throw new Error(`the grammar has no mutant ${grammarId}`);
  return { id, breaks, means, apply: found.apply };
}
