/** Judgements over one request of a client. Each answers its mismatches; none knows which requirement it speaks for. */
import type { Mismatch } from '../checks/finding.ts';
import { headerValue } from '../wire/message.ts';
import { nest } from '../wire/nesting.ts';
import { splitTarget } from '../wire/signing/canonical-request.ts';
import { numberingProblems, renumbered } from './numbering.ts';
import { parameter } from './request-parameters.ts';
import type { RequestSubject } from './request-subject.ts';

/** EC2's version of 2016-11-15: the only one whose names these are. */
export const currentVersion = '2016-11-15';

/** A POST of a form to /, or a GET of / with everything in its query. */
export function judgeMethodAndPath({ request }: Pick<RequestSubject, 'request'>): readonly Mismatch[] {
  const { path } = splitTarget(request.target);
  const method: Mismatch = { kind: 'request-line', at: 'method', expected: 'POST or GET', observed: request.method };
  const where: Mismatch = { kind: 'request-line', at: 'path', expected: '/', observed: path };
  return [
    ...(request.method === 'POST' || request.method === 'GET' ? [] : [method]),
    ...(path === '/' || path === '' ? [] : [where]),
  ];
}

/** A body is said to be a form, with or without a charset; where there is none, nothing has to be said. */
export function judgeRequestContentType({ request }: Pick<RequestSubject, 'request'>): readonly Mismatch[] {
  if (request.body.length === 0) return [];
  const expected = 'application/x-www-form-urlencoded';
  const type = headerValue(request.headers, 'content-type');
  if (type !== undefined && /^application\/x-www-form-urlencoded\s*(;.*)?$/i.test(type)) return [];
  return [{ kind: 'header', at: 'Content-Type', expected, observed: type ?? 'none' }];
}

export function judgeAction({
  parameters,
  operation,
}: Pick<RequestSubject, 'parameters' | 'operation'>): readonly Mismatch[] {
  const action = parameter(parameters, 'Action');
  return action === operation
    ? []
    : [{ kind: 'parameters', at: 'Action', expected: operation, observed: action ?? 'none' }];
}

export function judgeVersion({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Mismatch[] {
  const version = parameter(parameters, 'Version');
  if (version === currentVersion) return [];
  const note = isLegacyVersion({ parameters }) ? ' (legacy: an old version of the API)' : '';
  const observed = version === undefined ? 'none' : `${version}${note}`;
  return [{ kind: 'parameters', at: 'Version', expected: currentVersion, observed }];
}

/** Whether the request names an older version of the API than the current one. */
export function isLegacyVersion({ parameters }: Pick<RequestSubject, 'parameters'>): boolean {
  const version = parameter(parameters, 'Version');
  return version !== undefined && /^20\d\d-\d\d-\d\d$/.test(version) && version < currentVersion;
}

/** Every `%` has two hex digits, and what is encoded is UTF-8. */
export function judgeFormEncoding({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Mismatch[] {
  return parameters.problems.map(({ kind, raw }) => ({
    kind: 'parameters',
    at: 'form',
    expected: kind === 'percent' ? 'a % is followed by two hex digits' : 'escapes are bytes of UTF-8',
    observed: raw.slice(0, 200),
  }));
}

export function judgeNumbering({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Mismatch[] {
  return numberingProblems(parameters.pairs).map((observed) => ({
    kind: 'parameters',
    at: 'list',
    expected: 'the elements of a list are numbered 1, 2, … without a gap',
    observed,
  }));
}

/** No name twice, no value beside a structure of the same name. */
export function judgeUniqueNames({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Mismatch[] {
  return nest(parameters.pairs).problems.map(({ kind, name }) => ({
    kind: 'parameters',
    at: name,
    expected: 'one value under one name',
    observed: kind,
  }));
}

/** The input's DryRun is on the wire with its value, in whatever case. */
export function judgeDryRun({ parameters, input }: RequestSubject): readonly Mismatch[] {
  const expected = String(input['DryRun']);
  const observed = parameter(parameters, 'DryRun');
  return observed?.toLowerCase() === expected
    ? []
    : [{ kind: 'parameters', at: 'DryRun', expected, observed: observed ?? 'none' }];
}

/** The parameters as a map, lists numbered anew: order, numbering and place are judged by others. */
export function judgeParameters(
  { parameters }: Pick<RequestSubject, 'parameters'>,
  expected: Readonly<Record<string, string>>,
): readonly Mismatch[] {
  const found = renumbered(parameters.pairs.filter(([name]) => name !== 'Action' && name !== 'Version'));
  const names = new Set([...Object.keys(expected), ...found.keys()]);
  return [...names].flatMap((name) => {
    const wanted = Object.hasOwn(expected, name) ? expected[name] : undefined;
    const given = found.get(name);
    if (wanted === given) return [];
    return [{ kind: 'parameters', at: name, expected: quoted(wanted), observed: quoted(given) }];
  });
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'no such parameter' : JSON.stringify(value);
}
