/** What goes wrong in a cell of an operation that adds, changes or describes rules. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Modified, Redescribed } from '../../reference/sections/rule-changes.ts';
import type { Wanted } from '../../reference/sections/wanted-rules.ts';
import type { Group, StoredRule } from '../../reference/store.ts';
import { isSetUp, namedBy, type SisterAction, type SisterNamed } from './sister-cells.ts';

/** `keeps`: responds with success and does not do it; `does-more`: does something to another rule as well. */
export type SisterVerb =
  | 'refuses'
  | 'keeps'
  | 'does-more'
  | 'loses-description'
  | 'ignores-dry-run'
  | 'accepts-duplicate'
  | 'accepts-mismatch';

/** Whether a rule that a call names lies in the cell. */
export type IsIn = (named: SisterNamed, call: ReferenceCall) => boolean;

/** The verbs that make sense of an operation. */
export function verbsOf(action: SisterAction): readonly SisterVerb[] {
  if (action.startsWith('Authorize')) {
    return ['refuses', 'keeps', 'does-more', 'loses-description', 'ignores-dry-run', 'accepts-duplicate'];
  }
  return action.startsWith('Update')
    ? ['refuses', 'keeps', 'does-more', 'ignores-dry-run', 'accepts-mismatch']
    : ['refuses', 'keeps', 'does-more', 'ignores-dry-run'];
}

/** The behaviour, wrong where the operation meets a rule of the cell; what groups are set up with stays right. */
export function wrongIn(action: SisterAction, verb: SisterVerb, isIn: IsIn): (b: Behaviour) => Behaviour {
  const inCell: InCell = (call) =>
    call.action === action && !isSetUp(call) ? namedBy(call).filter((named) => isIn(named, call)) : [];
  return (b) => {
    if (verb === 'ignores-dry-run') {
      return changed(b, { access: { isDryRun: (call) => b.access.isDryRun(call) && inCell(call).length === 0 } });
    }
    if (verb === 'accepts-mismatch') return acceptingMismatch(b, action, inCell);
    if (action.startsWith('Authorize')) return authorizing(b, verb, inCell);
    return action.startsWith('Update') ? describing(b, verb, inCell) : modifying(b, verb, inCell);
  };
}

type InCell = (call: ReferenceCall) => readonly SisterNamed[];

const notSupported = () => new Refusal(400, 'InvalidParameterValue', 'This request is not supported.');

function authorizing(b: Behaviour, verb: SisterVerb, inCell: InCell): Behaviour {
  return changed(b, {
    authorizing: {
      outcome: (existing, wanted, call) => {
        const outcome = b.authorizing.outcome(existing, wanted, call);
        const named = inCell(call);
        if (outcome.kind === 'refused') {
          const isTaken = verb === 'accepts-duplicate' && named.some(({ id }) => id !== undefined);
          return isTaken && outcome.code === 'InvalidPermission.Duplicate'
            ? { kind: 'authorized', added: [] }
            : outcome;
        }
        if (named.length === 0) return outcome;
        if (verb === 'refuses') throw notSupported();
        return { ...outcome, added: added(verb, outcome.added, new Set(named.map(({ position }) => position))) };
      },
    },
  });
}

/** What is added instead of these rules; `wrong`: positions of those of the cell. */
function added(verb: SisterVerb, rules: readonly Wanted[], wrong: ReadonlySet<number>): readonly Wanted[] {
  const isWrong = ({ position }: Wanted) => wrong.has(position);
  const undescribed = ({ description: _, ...rule }: Wanted): Wanted => rule;
  switch (verb) {
    case 'keeps':
      return rules.filter((rule) => !isWrong(rule));
    case 'loses-description':
      return rules.map((rule) => (isWrong(rule) ? undescribed(rule) : rule));
    case 'does-more': {
      const more = rules.filter(isWrong).slice(0, 1).map(undescribed);
      return [
        ...rules,
        ...more.map((rule): Wanted => ({ ...rule, source: { kind: 'ipv4', cidr: '198.51.100.77/32' } })),
      ];
    }
    default:
      return rules;
  }
}

function modifying(b: Behaviour, verb: SisterVerb, inCell: InCell): Behaviour {
  const instead = insteadOfAsked<Modified>(verb, inCell, {
    ruleOf: ({ old }) => old,
    ofAnother: (rule) => ({ old: rule, new: { ...rule, description: 'changed with another' } }),
  });
  return changed(b, {
    modifying: { commit: (asked, group, call) => b.modifying.commit(instead(asked, group, call), group, call) },
  });
}

function describing(b: Behaviour, verb: SisterVerb, inCell: InCell): Behaviour {
  const instead = insteadOfAsked<Redescribed>(verb, inCell, {
    ruleOf: ({ rule }) => rule,
    ofAnother: (rule) => ({ rule, description: 'described with another' }),
  });
  return changed(b, {
    describing: { commit: (asked, group, call) => b.describing.commit(instead(asked, group, call), group, call) },
  });
}

/** A change of one rule. */
interface RuleChange<Change> {
  readonly ruleOf: (change: Change) => StoredRule;
  /** What is done to a rule that the request does not name. */
  readonly ofAnother: (rule: StoredRule) => Change;
}

/** The changes that are made in place of those that a request asks for. */
function insteadOfAsked<Change>(verb: SisterVerb, inCell: InCell, { ruleOf, ofAnother }: RuleChange<Change>) {
  return (asked: readonly Change[], group: Group, call: ReferenceCall): readonly Change[] => {
    const named = inCell(call);
    switch (verb) {
      case 'refuses':
        if (named.length > 0) throw notSupported();
        return asked;
      case 'keeps':
        return asked.filter((change) => !named.some(({ id }) => id === ruleOf(change).id));
      case 'does-more':
        return [...asked, ...others(call, group, named, asked.map(ruleOf)).map(ofAnother)];
      default:
        return asked;
    }
  };
}

/** The rules of the directions of those of the cell that the request does not name. */
function others(
  { store }: ReferenceCall,
  group: Group,
  wrong: readonly SisterNamed[],
  named: readonly StoredRule[],
): readonly StoredRule[] {
  const directions = [...new Set(wrong.map(({ direction }) => direction))];
  return directions.flatMap((direction) =>
    store.rules(group, direction).filter(({ id }) => !named.some((rule) => rule.id === id)),
  );
}

/** Responds with success and does nothing where a rule of the cell does not exist. */
function acceptingMismatch(b: Behaviour, action: SisterAction, inCell: InCell): Behaviour {
  const operation = (call: ReferenceCall) => {
    try {
      return b.operations[action](call);
    } catch (thrown) {
      const isAbsent = thrown instanceof Refusal && thrown.code === 'InvalidPermission.NotFound';
      if (isAbsent && inCell(call).some(({ id }) => id === undefined)) return { return: 'true' };
      throw thrown;
    }
  };
  return changed(b, { operations: { [action]: operation } });
}
