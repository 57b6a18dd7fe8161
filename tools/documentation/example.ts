/** A case as an example on a page: in words, and as a line that sends its request. */

import { explainCase } from '../../harness/cli/explain.ts';
import type { ClientCase, Json, ScriptedAnswer } from '../../harness/client/fixture.ts';
import type { Case, CodeSend } from '../../harness/suite/case.ts';
import { fill, runPlaceholders } from '../../harness/suite/placeholders.ts';
import { quoted } from '../../harness/transcript/curl.ts';
import { visible } from '../../harness/transcript/visible-text.ts';
import { fenced } from './markdown.ts';
import { type Material, operationOption } from './material.ts';

/** What stands for the ids that a target chooses itself, in a line that is to be pasted. */
const exampleIds: ReadonlyMap<string, string> = new Map([
  ...runPlaceholders({ owner: '123456789012', prefixList: 'pl-0123456789abcdef0' }),
  ['main', 'sg-0123456789abcdef0'],
  ['peer', 'sg-0fedcba9876543210'],
  ['main.name', 'my-group'],
  ['peer.name', 'my-other-group'],
  ['vpc', 'vpc-0123456789abcdef0'],
]);

/** Given, sent and accepted answers, and the first request as a line where `send` can express it. */
export function serverExample(one: Case, material: Material): readonly string[] {
  const line = sendLine(one.send, operationOption(material));
  return [
    ...fenced('text', explainCase(one, { action: material.operation })),
    ...(line === undefined
      ? []
      : ['', 'The request alone, with ids of your own in place of these:', '', ...fenced('sh', line)]),
  ];
}

/** Undefined for a request that takes more than names, values, a method and keys to describe. */
export function sendLine(send: CodeSend, option = ''): string | undefined {
  const { action, method, params = {}, urlParams, actionIn, raw, bare, headers, sign, as, signing, alter } = send;
  const others = [urlParams, actionIn, raw, bare, headers, signing, alter];
  if (others.some((other) => other !== undefined)) return undefined;
  return [
    `npx ec2-conformance send${option}`,
    ...(method === undefined ? [] : [`--method ${method}`]),
    ...(sign === undefined ? [] : [`--sign ${sign}`]),
    ...(as === undefined ? [] : [`--as ${as}`]),
    ...(action === undefined ? [] : [`Action=${action}`]),
    ...Object.entries(params).map(([name, value]) => word(`${name}=${fillExample(value)}`)),
  ].join(' ');
}

function fillExample(value: string): string {
  return fill(value.replace(/\{rule:[^}]+\}/g, 'sgr-0123456789abcdef0'), exampleIds);
}

/** Quoted where a shell would read more than a word. */
function word(text: string): string {
  return /^[\w.=:/@%+,-]+$/.test(text) ? text : quoted(text);
}

/** Input, what has to stand in the request, what is answered, and what the client has to report. */
export function clientExample(one: ClientCase): readonly string[] {
  const { id, title, operation, input, wire, answers = [], report, requests } = one;
  const lines = [
    `${id}: ${title}`,
    ...row('call', `${operation} ${json(input)}`),
    ...(wire === undefined
      ? []
      : row(
          'wire',
          Object.entries(wire)
            .map(([name, value]) => `${name}=${value}`)
            .join('\n') || 'nothing but Action and Version',
        )),
    ...answers.flatMap((answer) => row('answered', answerText(answer))),
    ...(report === undefined ? [] : row('reports', json(report as unknown as Json))),
    ...(requests === undefined ? [] : row('requests', `${requests.least} to ${requests.most}`)),
  ];
  return fenced('text', lines.join('\n'));
}

function answerText({ status, headers = {}, body }: ScriptedAnswer): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${status}`, ...fields, ...(body === '' ? [] : ['', visible(body)])].join('\n');
}

function json(value: Json): string {
  return JSON.stringify(value);
}

function row(label: string, text: string): readonly string[] {
  return text.split('\n').map((line, index) => `  ${(index === 0 ? label : '').padEnd(10)}${line}`.trimEnd());
}
