/**
 * The grammar of mutants of the operations that add, change and describe rules: each is wrong in one operation, where two
 * values of its request meet, in one of the ways that the operation has.
 */
import { changeActions } from '../family/family-variant.ts';
import type { Memory, Value } from './cells.ts';
import { cellsOf, type GrammarMutant, type ValuePair, withMemory } from './grammar.ts';
import { type SisterAction, sisterDimensions, sisterValues } from './sister-cells.ts';
import { sisterRequirements } from './sister-requirements.ts';
import { type SisterVerb, verbsOf, wrongIn } from './sister-ways.ts';

/** All of them, in a fixed order. */
export function sisterMutants(): readonly GrammarMutant[] {
  return changeActions.flatMap((action) =>
    cellsOf(sisterValues[action], impossible).flatMap((cell) =>
      verbsOf(action)
        .filter((verb) => makesSense(verb, cell) && !isAllowed(action, verb, cell))
        .map((verb) => mutant(action, verb, cell)),
    ),
  );
}

/** What never meets in a request. */
const impossible: readonly (readonly [RegExp, RegExp])[] = [
  [/form=flat/, /kind=(ipv6|group|self|prefix-list)|protocol=icmpv6|position=(first|last|beside)|described=given/],
  [/form=rule-id/, /position=beside/],
  [/protocol=icmpv6/, /kind=(ipv4|group|self|prefix-list)/],
  [/protocol=icmp$/, /kind=ipv6/],
  // Ranges and prefix lists, and several lists, in one permission.
  [/kind=prefix-list/, /position=beside|setUp=shared-permission/],
];

function makesSense(verb: SisterVerb, cell: ValuePair): boolean {
  if (verb === 'loses-description') return !cell.includes('described=none') && !cell.includes('form=flat');
  // A rule that does not exist has no past, and an id that fits none names no values.
  return verb !== 'accepts-mismatch' || !cell.some((value) => /^setUp=|^form=rule-id/.test(value));
}

/**
 * Refused even in the plainest request, prefix lists are what a target may lack: whoever has none is not asked for them. Of the plainest
 * request a run finds out whether there are any.
 */
function isAllowed(action: SisterAction, verb: SisterVerb, cell: ValuePair): boolean {
  const isRefusal = action.startsWith('Authorize') && verb === 'refuses';
  return isRefusal && cell.includes('kind=prefix-list') && cell.some((value) => plainest.includes(value));
}

const plainest: readonly Value[] = [
  ...(['form=permission', 'protocol=tcp', 'carriage=post', 'position=alone'] as const),
  ...(['naming=id', 'described=none'] as const),
];

function mutant(action: SisterAction, verb: SisterVerb, cell: ValuePair): GrammarMutant {
  return {
    operation: action,
    id: `${action} ${verb} ${cell.join(' ')}`,
    breaks: sisterRequirements(action, verb, cell),
    apply: (behaviour) => {
      const memory: Memory = { setUps: new Map(), lastRequest: new Map() };
      const isIn = wrongIn(action, verb, (named, call) =>
        cell.every((value) => {
          const [dimension = '', wanted = ''] = value.split('=');
          return sisterDimensions[dimension]?.has(wanted, named, call, memory) === true;
        }),
      );
      return isIn(withMemory(behaviour, memory));
    },
  };
}
