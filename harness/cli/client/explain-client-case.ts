/** A client case as text: the call that the client makes, the response that it gets, and what it has to send and report. */
import type { ClientCase } from '../../client/fixture.ts';
import { visible } from '../../transcript/visible-text.ts';

/** Several lines without a final line break. A script of several responses lists each of them. */
export function explainClientCase(one: ClientCase): string {
  const { wire, answers: responses = [], report, requests, alternatives = [] } = one;
  return [
    `${one.id}: ${one.title}`,
    ...row('requirements', one.requirements.join(', ')),
    ...(one.note === undefined ? [] : row('note', one.note)),
    ...row('call', `${one.operation} ${inputText(one)}`),
    ...(wire === undefined ? [] : row('parameters', parametersText(wire))),
    ...alternatives.flatMap(({ input }) => row('or', `${one.operation} ${JSON.stringify(input)}`)),
    ...responses.flatMap((response) => row('response', responseText(response))),
    ...(report === undefined ? [] : row('report', JSON.stringify(report))),
    ...(requests === undefined ? [] : row('requests', `${requests.least} to ${requests.most}`)),
  ].join('\n');
}

function inputText({ input, adds }: ClientCase): string {
  if (input !== undefined) return JSON.stringify(input);
  return `any input${adds === undefined ? '' : ` with ${JSON.stringify(adds)}`}`;
}

function parametersText(wire: NonNullable<ClientCase['wire']>): string {
  const lines = Object.entries(wire).map(([name, value]) => `${name}=${value}`);
  return lines.length === 0 ? 'none besides Action and Version' : lines.join('\n');
}

function responseText({ status, headers = {}, body }: NonNullable<ClientCase['answers']>[number]): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${status}`, ...fields, ...(body === '' ? [] : ['', visible(body)])].join('\n');
}

function row(label: string, text: string): readonly string[] {
  return text.split('\n').map((line, index) => `  ${(index === 0 ? label : '').padEnd(14)}${line}`.trimEnd());
}
