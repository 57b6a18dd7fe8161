/** Clients that read a success wrongly. */
import type { Json, JsonObject } from '../client/fixture.ts';
import type { LittleBehaviour } from '../client/little/behaviour.ts';
import type { ClientOutcome } from '../client/outcome.ts';
import { type HttpAnswer, headerValue } from '../wire/message.ts';
import type { XmlElement } from '../wire/xml-read.ts';
import type { ClientFault } from './client-fault.ts';

type Change = (behaviour: LittleBehaviour) => LittleBehaviour;

/** The output of a success, changed. */
function output(change: (output: JsonObject) => JsonObject): Change {
  return (behaviour) => ({
    ...behaviour,
    result: (document, answer): ClientOutcome => {
      const outcome = behaviour.result(document, answer);
      return outcome.kind === 'result' ? { ...outcome, output: change(outcome.output) } : outcome;
    },
  });
}

/** One list of the output, changed. */
function listOf(name: string, change: (items: readonly JsonObject[]) => readonly JsonObject[]): Change {
  return output((given) => {
    const items = given[name];
    return Array.isArray(items) ? { ...given, [name]: change(items) } : given;
  });
}

/** Each revoked item, changed. */
function revoked(change: (item: JsonObject) => JsonObject): Change {
  return listOf('RevokedSecurityGroupRules', (items) => items.map(change));
}

function without(name: string): (item: JsonObject) => JsonObject {
  return (item) => Object.fromEntries(Object.entries(item).filter(([given]) => given !== name));
}

function member(name: string, change: (value: Json) => Json): (item: JsonObject) => JsonObject {
  return (item) => (item[name] === undefined ? item : { ...item, [name]: change(item[name]) });
}

/** Every text of a document, changed before it is read. */
function texts(change: (text: string) => string): Change {
  const changed = (element: XmlElement): XmlElement => ({
    ...element,
    text: change(element.text),
    children: element.children.map(changed),
  });
  return (behaviour) => ({
    ...behaviour,
    document: (answer, operation) => changed(behaviour.document(answer, operation)),
  });
}

/** The body, changed before it is parsed. */
function body(change: (text: string) => string): Change {
  return (behaviour) => ({
    ...behaviour,
    document: (answer, operation) =>
      behaviour.document({ ...answer, body: Buffer.from(change(answer.body.toString('utf8'))) }, operation),
  });
}

const nothing: XmlElement = {
  name: 'RevokeSecurityGroupIngressResponse',
  localName: 'RevokeSecurityGroupIngressResponse',
  attributes: new Map(),
  children: [],
  text: '',
};

export const decodingFaults: readonly ClientFault[] = [
  {
    id: 'return-dropped',
    breaks: 'client-response/return',
    means: 'does not read return',
    apply: output(without('Return')),
  },
  {
    id: 'return-always-true',
    breaks: 'client-response/return-false',
    means: 'says true for any return',
    apply: output((given) => (given['Return'] === undefined ? given : { ...given, Return: true })),
  },
  {
    id: 'return-as-text',
    breaks: 'client-response/return',
    means: 'gives return as text',
    apply: output(member('Return', String)),
  },
  {
    id: 'absent-set-has-an-item',
    breaks: 'client-response/sets-absent',
    means: 'reads a set that is not there as one item without members',
    apply: output((given) => ({ RevokedSecurityGroupRules: [{ GroupId: '' }], ...given })),
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
    apply: revoked(without('CidrIpv6')),
  },
  {
    id: 'referenced-group-nested',
    breaks: 'client-response/revoked-text',
    means: 'reads referencedGroupId as a structure, as the authorize answer has one',
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
    apply: revoked((item) => (item['FromPort'] === 0 ? without('FromPort')(item) : item)),
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
    apply: revoked((item) => (item['FromPort'] === -1 ? without('FromPort')(item) : item)),
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
    id: 'entities-left',
    breaks: 'client-response/entities',
    also: ['client-errors/message-entities'],
    means: 'leaves entities as they are written',
    apply: texts((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  },
  {
    id: 'astral-references-cut',
    breaks: 'client-response/entities',
    means: 'reads a character reference into 16 bits',
    apply: body((text) => text.replace('&#x1F512;', '&#xF512;')),
  },
  {
    id: 'cdata-dropped',
    breaks: 'client-response/entities',
    means: 'drops CDATA sections',
    apply: body((text) => text.replace(/<!\[CDATA\[.*?\]\]>/gs, '')),
  },
  {
    id: 'read-as-latin-1',
    breaks: 'client-response/non-ascii',
    means: 'reads the bytes as Latin-1',
    apply: (behaviour) => ({
      ...behaviour,
      document: (answer, operation) =>
        behaviour.document({ ...answer, body: Buffer.from(answer.body.toString('latin1')) }, operation),
    }),
  },
  {
    id: 'spaces-folded',
    breaks: 'client-response/white-space',
    means: 'folds the spaces within a text',
    apply: texts((text) => text.replace(/ +/g, ' ')),
  },
  {
    id: 'needs-indentation',
    breaks: 'client-response/white-space',
    also: ['client-response/revoked-many', 'client-response/framing'],
    means: 'finds elements at the beginning of lines only',
    apply: (behaviour) => ({
      ...behaviour,
      document: (answer, operation) => {
        const document = behaviour.document(answer, operation);
        return /<revokedSecurityGroupRuleSet><item>/.test(String(answer.body)) ? nothing : document;
      },
    }),
  },
  {
    id: 'unknown-elements-refused',
    breaks: 'client-response/unknown-elements',
    means: 'fails on an element it does not know',
    apply: (behaviour) => ({
      ...behaviour,
      result: (document, answer) => {
        if (document.children.some(({ localName }) => localName === 'newThing')) throw new TypeError('unknown element');
        return behaviour.result(document, answer);
      },
    }),
  },
  {
    id: 'order-demanded',
    breaks: 'client-response/element-order',
    means: 'stops reading at return',
    apply: (behaviour) => ({
      ...behaviour,
      result: (document, answer) => {
        const first = document.children[0]?.localName;
        return behaviour.result(
          first === 'revokedSecurityGroupRuleSet' ? { ...document, children: [] } : document,
          answer,
        );
      },
    }),
  },
  {
    id: 'unknown-permissions-dropped',
    breaks: 'client-response/unknown-permissions',
    means: 'does not read unknownIpPermissionSet',
    apply: output(without('UnknownIpPermissions')),
  },
  {
    id: 'unknown-groups-dropped',
    breaks: 'client-response/unknown-nested',
    means: 'does not read the source groups of an unknown permission',
    apply: listOf('UnknownIpPermissions', (items) => items.map(without('UserIdGroupPairs'))),
  },
  {
    id: 'declaration-demanded',
    breaks: 'client-response/no-declaration',
    means: 'fails without an XML declaration',
    apply: (behaviour) => ({
      ...behaviour,
      document: (answer, operation) => {
        if (answer.status === 200 && !String(answer.body).startsWith('<?xml')) throw new TypeError('no declaration');
        return behaviour.document(answer, operation);
      },
    }),
  },
  {
    id: 'first-chunk-only',
    breaks: 'client-response/framing',
    means: 'takes the first chunk of an answer for all of it',
    also: ['client-errors/forbidden'],
    apply: (behaviour) => ({
      ...behaviour,
      document: (answer, operation) => {
        const chunked = answer.headers.some(([name]) => name.toLowerCase() === 'transfer-encoding');
        return behaviour.document(chunked ? { ...answer, body: answer.body.subarray(0, 7) } : answer, operation);
      },
    }),
  },
  {
    id: 'broken-taken',
    breaks: 'client-response/truncated',
    means: 'takes what came of a broken answer for all of it',
    apply: (behaviour) =>
      lenient(
        { ...behaviour, keepsBroken: true },
        ({ headers, body }) => Number(headerValue(headers, 'content-length')) !== body.length,
      ),
  },
  {
    id: 'ill-formed-taken',
    breaks: 'client-response/ill-formed',
    means: 'reads what it can of an ill-formed document',
    apply: (behaviour) => lenient(behaviour, ({ body }) => /^<\?xml(?!.*<more\/>$)/s.test(String(body))),
  },
  {
    id: 'no-document-taken',
    breaks: 'client-response/not-xml',
    means: 'takes a 200 for a success whatever its body is',
    apply: (behaviour) => lenient(behaviour, ({ body }) => !String(body).startsWith('<?xml')),
  },
  {
    id: 'trailing-content-taken',
    breaks: 'client-response/trailing-content',
    means: 'does not look behind the end of the document',
    apply: body((text) => text.replace('<more/>', '')),
  },
  {
    id: 'request-id-dropped',
    breaks: 'client-response/request-id',
    means: 'does not give the request id of a success',
    apply: (behaviour) => ({
      ...behaviour,
      result: (document, answer) => {
        const outcome = behaviour.result(document, answer);
        return outcome.kind === 'result' ? { kind: 'result', output: outcome.output } : outcome;
      },
    }),
  },
];

/** Where a body of this kind cannot be read, an answer without members. */
function lenient(behaviour: LittleBehaviour, forgives: (answer: HttpAnswer) => boolean): LittleBehaviour {
  return {
    ...behaviour,
    document: (answer, operation) => {
      try {
        return behaviour.document(answer, operation);
      } catch (problem) {
        if (answer.status !== 200 || !forgives(answer)) throw problem;
        return nothing;
      }
    },
  };
}
