/** Requests on which sources are silent or disagree, read otherwise; and checks that run in another order. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { ruleNamed } from '../../reference/lookup.ts';
import { structs, text } from '../../reference/request/input.ts';
import type { StatefulAction } from '../../reference/request/shapes.ts';
import type { StoredRule } from '../../reference/store.ts';
import { ruleKey } from '../../security-groups/model/match.ts';
import { sameValues } from '../rule-likeness.ts';
import {
  allButRevokeIngress,
  authorizeActions,
  changeActions,
  choiceVariant,
  describeActions,
  type FamilyVariant,
  updateActions,
  variant,
} from './family-variant.ts';

const modify = ['ModifySecurityGroupRules'] as const satisfies readonly StatefulAction[];

/** Does what the operation of a call does, but changes nothing: it throws where that refuses. */
function tryOut(call: ReferenceCall): void {
  if (!([...changeActions, ...describeActions] as readonly string[]).includes(call.action)) return;
  const nothing = () => undefined;
  const behaviour = changed(call.behaviour, {
    authorizing: {
      commit: nothing,
      tags: (again) => {
        call.behaviour.authorizing.tags(again);
        return new Map();
      },
    },
    modifying: { commit: nothing },
    describing: { commit: nothing },
  });
  behaviour.operations[call.action as StatefulAction]({ ...call, behaviour });
}

const orders: readonly FamilyVariant[] = [
  variant(changeActions, 'dry-runs-checked-in-full', 'refuses a dry run of what it would refuse to do', (b) =>
    changed(b, {
      access: {
        endDryRun: (call) => {
          tryOut(call);
          b.access.endDryRun(call);
        },
      },
    }),
  ),
  variant(
    [...changeActions, ...describeActions],
    'permission-checked-last',
    'looks at permissions after everything else',
    (b) =>
      changed(b, {
        checks: {
          permission: (call) => {
            if ('identity' in call.authentication && !b.access.permits(call.authentication.identity, call))
              tryOut(call);
            b.checks.permission(call);
          },
        },
      }),
  ),
  variant(
    [...changeActions, ...describeActions],
    'signature-checked-last',
    'looks at names and values before signatures',
    (b) =>
      changed(b, {
        checks: {
          signature: () => undefined,
          permission: (call) => {
            b.checks.signature(call);
            b.checks.permission(call);
          },
        },
      }),
  ),
  variant(authorizeActions, 'duplicates-checked-first', 'looks for duplicates before sources and descriptions', (b) =>
    changed(b, {
      authorizing: {
        checkRule: () => undefined,
        checkSource: () => undefined,
        outcome: (existing, wanted, call) => {
          const outcome = b.authorizing.outcome(existing, wanted, call);
          if (outcome.kind === 'refused') return outcome;
          const group = call.behaviour.lookup.requested(call);
          for (const rule of wanted) {
            b.authorizing.checkRule(rule, call);
            b.authorizing.checkSource(rule.source, group, call);
          }
          return outcome;
        },
      },
    }),
  ),
  variant(authorizeActions, 'sources-checked-first', 'looks at the source of a rule before its description', (b) =>
    changed(b, {
      authorizing: {
        checkRule: (rule, call) => {
          b.authorizing.checkSource(rule.source, call.behaviour.lookup.requested(call), call);
          b.authorizing.checkRule(rule, call);
        },
      },
    }),
  ),
];

const values: readonly FamilyVariant[] = [
  choiceVariant(
    allButRevokeIngress,
    'sixty-rules-in-a-group',
    'takes no more rules than EC2 does where nobody asked for more',
    {
      rulesPerGroup: 60,
    },
  ),
  variant(
    authorizeActions,
    'addresses-without-length-taken',
    'takes an address without a prefix length for a range',
    (b) => changed(b, { forms: { ipv4Cidr: (cidr) => b.forms.ipv4Cidr(/^[\d.]+$/.test(cidr) ? `${cidr}/32` : cidr) } }),
  ),
  variant(
    authorizeActions,
    'descending-ports-turned-round',
    'takes ports in descending order for the range between',
    (b) =>
      changed(b, {
        requested: {
          rules: (permission, group, call) => {
            const reading = b.requested.rules(permission, group, call);
            if (reading.problem?.kind !== 'range-reversed') return reading;
            const { FromPort, ToPort, ...rest } = permission;
            const turned = {
              ...(ToPort === undefined ? {} : { FromPort: ToPort }),
              ...(FromPort === undefined ? {} : { ToPort: FromPort }),
            };
            return b.requested.rules({ ...rest, ...turned }, group, call);
          },
        },
      }),
  ),
  variant(authorizeActions, 'two-descriptions-of-one-rule', 'takes the first of two descriptions of one rule', (b) =>
    changed(b, {
      authorizing: {
        outcome: (existing, wanted, call) => {
          const first = wanted.filter(
            (rule, index) =>
              !wanted
                .slice(0, index)
                .some((other) => sameValues(other, rule) && other.description !== rule.description),
          );
          return b.authorizing.outcome(existing, first, call);
        },
      },
    }),
  ),
  variant(changeActions, 'empty-descriptions-dropped', 'stores an empty description as none', (b) =>
    changed(b, {
      authorizing: { stored: (...given) => undescribed(b.authorizing.stored(...given)) },
      modifying: { replacement: (...given) => undescribed(b.modifying.replacement(...given)) },
      describing: {
        commit: (redescribed, group, call) =>
          b.describing.commit(
            redescribed.map(({ rule, description }) => ({ rule, description: description || undefined })),
            group,
            call,
          ),
      },
    }),
  ),
  variant(changeActions, 'empty-descriptions-refused', 'refuses an empty description', (b) =>
    changed(b, { forms: { description: (given) => (given === '' ? undefined : b.forms.description(given)) } }),
  ),
  variant(authorizeActions, 'keys-of-127-characters', 'takes keys of tags as long as documented and no longer', (b) =>
    changed(b, { forms: { tagKey: (key) => (key.length > 127 ? undefined : b.forms.tagKey(key)) } }),
  ),
  variant(authorizeActions, 'repeated-keys-refused', 'refuses a key of a tag twice in a request', (b) =>
    changed(b, {
      authorizing: {
        tags: (call) => {
          const keys = structs(call.input, 'TagSpecification').flatMap((one) =>
            structs(one, 'Tag').map((tag) => text(tag, 'Key')),
          );
          if (new Set(keys).size < keys.length) throw b.errors.badValue('twice', 'key');
          return b.authorizing.tags(call);
        },
      },
    }),
  ),
  variant(
    authorizeActions,
    'tags-of-other-types-ignored',
    'adds rules without the tags that are for another resource',
    (b) =>
      changed(b, {
        authorizing: {
          tags: (call) => {
            const given = structs(call.input, 'TagSpecification');
            const fits = given.filter((one) => !otherTypes.has(text(one, 'ResourceType') ?? ''));
            return b.authorizing.tags({ ...call, input: { ...call.input, TagSpecification: fits } });
          },
        },
      }),
  ),
];

const replaced: readonly FamilyVariant[] = [
  choiceVariant(modify, 'kind-of-source-changed', 'gives a rule another kind of source', {
    changedSourceKind: 'accepted',
  }),
  choiceVariant(modify, 'equal-rules-by-modify', 'gives a rule the values of another one', {
    modifiedDuplicate: 'accepted',
  }),
  variant(modify, 'description-kept-when-left-out', 'keeps the description of a rule when none is given', (b) =>
    changed(b, {
      modifying: {
        replacement: (wanted, old, call) => {
          const rule = b.modifying.replacement(wanted, old, call);
          return rule.description === undefined && old.description !== undefined
            ? { ...rule, description: old.description }
            : rule;
        },
      },
    }),
  ),
  variant(modify, 'exchange-refused', 'refuses two rules that are to exchange their values', (b) =>
    changed(b, {
      modifying: {
        checkGroup: (modified, group, call) => {
          const key = (rule: StoredRule) => ruleKey(rule, call.facts.account);
          const taken = modified.find(({ old, new: rule }) =>
            call.store.rules(group, rule.direction).some((other) => other.id !== old.id && key(other) === key(rule)),
          );
          if (taken !== undefined) throw b.errors.ruleExists(key(taken.new));
          b.modifying.checkGroup(modified, group, call);
        },
      },
    }),
  ),
  variant(updateActions, 'ids-of-either-direction', 'describes a rule of the other direction by its id', (b) =>
    changed(b, {
      describing: {
        byIds: (group, _, call) =>
          structs(call.input, 'SecurityGroupRuleDescription').map((change) => ({
            rule: ruleNamed(text(change, 'SecurityGroupRuleId') ?? '', [...group.ingress, ...group.egress], call),
            description: text(change, 'Description'),
          })),
      },
    }),
  ),
  variant(updateActions, 'repeated-ids-of-descriptions-refused', 'refuses the id of a rule twice', (b) =>
    changed(b, {
      describing: {
        byIds: (group, direction, call) => {
          const found = b.describing.byIds(group, direction, call);
          if (new Set(found.map(({ rule }) => rule)).size < found.length) throw b.errors.ruleRepeated();
          return found;
        },
      },
    }),
  ),
];

/** Resources that EC2 has, and that no rule is. */
const otherTypes: ReadonlySet<string> = new Set(['security-group', 'instance', 'volume', 'vpc']);

function undescribed({ description, ...rule }: StoredRule): StoredRule {
  return description ? { ...rule, description } : rule;
}

/** Variants of how requests are read and checked. */
export const requestVariants: readonly FamilyVariant[] = [...orders, ...values, ...replaced];
