/** Clients that read a success wrongly. */
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../client/fixture.ts';
import type { ClientOutcome } from '../../client/outcome.ts';
import type { ClientChange, ClientFault } from './client-fault.ts';

type Success = Extract<ClientOutcome, { readonly kind: 'result' }>;

/** What is reported of a success, changed; `change` may throw. */
function success(change: (outcome: Success) => Success): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    result: (document, response) => {
      const outcome = behaviour.result(document, response);
      return outcome.kind === 'result' ? change(outcome) : outcome;
    },
  });
}

/** The output of a success, changed. */
export function changingOutput(change: (output: JsonObject) => JsonObject): ClientChange {
  return success((outcome) => ({ ...outcome, output: change(outcome.output) }));
}

/** Nothing but the output is reported of a success. */
export const outputAlone: ClientChange = success(({ kind, output: given }) => ({ kind, output: given }));

/** Every value of the output changed, and the lists and structures that they are in after them. */
export function everyValue(change: (value: Json) => Json): ClientChange {
  const changed = (value: Json): Json => {
    if (isJsonList(value)) return change(value.map(changed));
    if (!isJsonObject(value)) return change(value);
    return change(Object.fromEntries(Object.entries(value).map(([name, content]) => [name, changed(content)])));
  };
  return changingOutput((given) => changed(given) as JsonObject);
}

/** One list of the output, changed. */
export function listOf(name: string, change: (items: readonly JsonObject[]) => readonly JsonObject[]): ClientChange {
  return changingOutput((given) => {
    const items = given[name];
    return Array.isArray(items) ? { ...given, [name]: change(items) } : given;
  });
}

/** Each revoked item, changed. */
export function revoked(change: (item: JsonObject) => JsonObject): ClientChange {
  return listOf('RevokedSecurityGroupRules', (items) => items.map(change));
}

/** Removes the member of this name from an item. */
export function withoutMember(name: string): (item: JsonObject) => JsonObject {
  return (item) => Object.fromEntries(Object.entries(item).filter(([given]) => given !== name));
}

/** An item with another value of this member, where it has one. */
export function member(name: string, change: (value: Json) => Json): (item: JsonObject) => JsonObject {
  return (item) => (item[name] === undefined ? item : { ...item, [name]: change(item[name]) });
}

/** Clients that read a success wrongly. */
export const decodingFaults: readonly ClientFault[] = [
  {
    id: 'success-without-rules-fails',
    breaks: 'client-response/success',
    // What their cases look at is in a plain success, too.
    alsoBreaks: [
      'client-response/sets-absent',
      'client-response/request-id',
      'client-response/return',
      'client-response/unknown-elements',
      'client-retries/throttled',
    ],
    means: 'takes a success that lists no rule for a failure',
    apply: (behaviour) => ({
      ...behaviour,
      result: (document, response): ClientOutcome => {
        const outcome = behaviour.result(document, response);
        const isBare = outcome.kind === 'result' && Object.keys(outcome.output).join() === 'Return';
        return isBare ? { kind: 'clientError', message: 'nothing was revoked' } : outcome;
      },
    }),
  },
  {
    id: 'return-dropped',
    breaks: 'client-response/return',
    means: 'does not read return',
    apply: changingOutput(withoutMember('Return')),
  },
  {
    id: 'return-always-true',
    breaks: 'client-response/return-false',
    means: 'says true for any return',
    apply: changingOutput((given) => (given['Return'] === undefined ? given : { ...given, Return: true })),
  },
  {
    id: 'return-as-text',
    breaks: 'client-response/return',
    means: 'gives return as text',
    apply: changingOutput(member('Return', String)),
  },
  {
    id: 'absent-set-has-an-item',
    breaks: 'client-response/sets-absent',
    means: 'reads a set that is not there as one item without members',
    apply: changingOutput((given) => ({ RevokedSecurityGroupRules: [{ GroupId: '' }], ...given })),
  },
  {
    id: 'empty-set-has-an-item',
    breaks: 'client-response/sets-empty',
    means: 'reads an empty set as one item without members',
    apply: listOf('RevokedSecurityGroupRules', (items) => (items.length === 0 ? [{ GroupId: '' }] : items)),
  },
  {
    id: 'one-item-lost',
    breaks: 'client-response/revoked-rules',
    means: 'reads a set of one item as none',
    apply: listOf('RevokedSecurityGroupRules', (items) => (items.length === 1 ? [] : items)),
  },
  {
    id: 'first-item-only',
    breaks: 'client-response/revoked-rules',
    means: 'reads the first item of a set only',
    apply: listOf('RevokedSecurityGroupRules', (items) => items.slice(0, 1)),
  },
  {
    id: 'items-reversed',
    breaks: 'client-response/revoked-rules',
    means: 'gives items in reverse order',
    apply: listOf('RevokedSecurityGroupRules', (items) => [...items].reverse()),
  },
  {
    id: 'fifty-items-only',
    breaks: 'client-response/revoked-many',
    means: 'reads no more than fifty items',
    apply: listOf('RevokedSecurityGroupRules', (items) => items.slice(0, 50)),
  },
  {
    id: 'ipv6-source-dropped',
    breaks: 'client-response/revoked-text',
    means: 'does not read cidrIpv6',
    apply: revoked(withoutMember('CidrIpv6')),
  },
  {
    id: 'referenced-group-nested',
    breaks: 'client-response/revoked-text',
    means: 'reads referencedGroupId as a structure, as the authorize response has one',
    apply: revoked(member('ReferencedGroupId', (value) => ({ GroupId: value }))),
  },
  {
    id: 'ports-without-sign',
    breaks: 'client-response/revoked-ports',
    means: 'reads -1 into 16 bits without a sign',
    apply: revoked(member('ToPort', (value) => (value === -1 ? 65535 : value))),
  },
  {
    id: 'port-zero-dropped',
    breaks: 'client-response/revoked-ports',
    means: 'takes port 0 for none',
    apply: revoked((item) => (item['FromPort'] === 0 ? withoutMember('FromPort')(item) : item)),
  },
  {
    id: 'absent-port-as-zero',
    breaks: 'client-response/revoked-ports',
    means: 'gives 0 for a port that is not there',
    apply: revoked((item) => ({ FromPort: 0, ...item })),
  },
  {
    id: 'minus-one-dropped',
    breaks: 'client-response/revoked-ports',
    means: 'takes port -1 for none',
    apply: revoked((item) => (item['FromPort'] === -1 ? withoutMember('FromPort')(item) : item)),
  },
  {
    id: 'is-egress-constant',
    breaks: 'client-response/revoked-is-egress',
    means: 'says false for any isEgress',
    apply: revoked(member('IsEgress', () => false)),
  },
  {
    id: 'text-of-digits-as-number',
    breaks: 'client-response/leading-zeros',
    means: 'reads a text of digits as a number',
    apply: revoked(member('Description', (value) => (/^\d+$/.test(String(value)) ? Number(value) : value))),
  },
  {
    id: 'true-as-boolean',
    breaks: 'client-response/leading-zeros',
    means: 'reads the text true as a boolean',
    apply: revoked(member('Description', (value) => (value === 'true' ? true : value))),
  },
  {
    id: 'unknown-elements-refused',
    breaks: 'client-response/unknown-elements',
    means: 'fails on an element it does not know',
    apply: (behaviour) => ({
      ...behaviour,
      result: (document, response) => {
        if (document.children.some(({ localName }) => localName === 'newThing')) throw new TypeError('unknown element');
        return behaviour.result(document, response);
      },
    }),
  },
  {
    id: 'order-required',
    breaks: 'client-response/element-order',
    means: 'stops reading at return',
    apply: (behaviour) => ({
      ...behaviour,
      result: (document, response) => {
        const first = document.children[0]?.localName;
        return behaviour.result(
          first === 'revokedSecurityGroupRuleSet' ? { ...document, children: [] } : document,
          response,
        );
      },
    }),
  },
  {
    id: 'unknown-permissions-dropped',
    breaks: 'client-response/unknown-permissions',
    means: 'does not read unknownIpPermissionSet',
    apply: changingOutput(withoutMember('UnknownIpPermissions')),
  },
  {
    id: 'unknown-groups-dropped',
    breaks: 'client-response/unknown-nested',
    means: 'does not read the source groups of an unknown permission',
    apply: listOf('UnknownIpPermissions', (items) => items.map(withoutMember('UserIdGroupPairs'))),
  },
  {
    id: 'request-id-dropped',
    breaks: 'client-response/request-id',
    means: 'does not give the request id of a success',
    apply: outputAlone,
  },
];
