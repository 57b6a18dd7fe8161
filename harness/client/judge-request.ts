/** Judgements over one request of a client. Each answers its departures; none knows which requirement it speaks for. */
import type { Departure } from '../judgement/finding.ts';
import { splitTarget } from '../wire/canonical-request.ts';
import { headerValue } from '../wire/message.ts';
import { nest } from '../wire/nesting.ts';
import { numberingProblems, renumbered } from './numbering.ts';
import { parameter } from './request-parameters.ts';
import type { RequestSubject } from './request-subject.ts';

/** EC2's version of 2016-11-15: the only one whose names these are. */
export const currentVersion = '2016-11-15';

/** A POST of a form to /, or a GET of / with everything in its query. */
export function judgeMethodAndPath({ request }: Pick<RequestSubject, 'request'>): readonly Departure[] {
  const { path } = splitTarget(request.target);
  return [
    ...(request.method === 'POST' || request.method === 'GET'
      ? []
      : [{ at: 'method', expected: 'POST or GET', observed: request.method }]),
    ...(path === '/' || path === '' ? [] : [{ at: 'path', expected: '/', observed: path }]),
  ];
}

/** A body is said to be a form, with or without a charset; where there is none, nothing has to be said. */
export function judgeContentType({ request }: Pick<RequestSubject, 'request'>): readonly Departure[] {
  if (request.body.length === 0) return [];
  const expected = 'application/x-www-form-urlencoded';
  const type = headerValue(request.headers, 'content-type');
  if (type !== undefined && /^application\/x-www-form-urlencoded\s*(;.*)?$/i.test(type)) return [];
  return [{ at: 'Content-Type', expected, observed: type ?? 'none' }];
}

export function judgeAction({
  parameters,
  operation,
}: Pick<RequestSubject, 'parameters' | 'operation'>): readonly Departure[] {
  const action = parameter(parameters, 'Action');
  return action === operation ? [] : [{ at: 'Action', expected: operation, observed: action ?? 'none' }];
}

export function judgeVersion({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Departure[] {
  const version = parameter(parameters, 'Version');
  if (version === currentVersion) return [];
  const old = version !== undefined && /^20\d\d-\d\d-\d\d$/.test(version) && version < currentVersion;
  const observed = version === undefined ? 'none' : `${version}${old ? ' (legacy: an old version of the API)' : ''}`;
  return [{ at: 'Version', expected: currentVersion, observed }];
}

/** Every `%` has two hex digits, and what is encoded is UTF-8. */
export function judgeFormEncoding({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Departure[] {
  return parameters.problems.map(({ kind, raw }) => ({
    at: 'form',
    expected: kind === 'percent' ? 'a % is followed by two hex digits' : 'escapes are bytes of UTF-8',
    observed: raw.slice(0, 200),
  }));
}

export function judgeNumbering({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Departure[] {
  return numberingProblems(parameters.pairs).map((observed) => ({
    at: 'list',
    expected: 'the elements of a list are numbered 1, 2, … without a gap',
    observed,
  }));
}

/** No name twice, no value beside a structure of the same name. */
export function judgeUniqueNames({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Departure[] {
  return nest(parameters.pairs).problems.map(({ kind, name }) => ({
    at: name,
    expected: 'one value under one name',
    observed: kind,
  }));
}

/** The input's DryRun is on the wire with its value, in whatever case. */
export function judgeDryRun({ parameters, input }: RequestSubject): readonly Departure[] {
  const expected = String(input['DryRun']);
  const observed = parameter(parameters, 'DryRun');
  return observed?.toLowerCase() === expected ? [] : [{ at: 'DryRun', expected, observed: observed ?? 'none' }];
}

/** The parameters as a map, lists numbered anew: order, numbering and place are judged by others. */
export function judgeParameters(
  { parameters }: Pick<RequestSubject, 'parameters'>,
  expected: Readonly<Record<string, string>>,
): readonly Departure[] {
  const found = renumbered(parameters.pairs.filter(([name]) => name !== 'Action' && name !== 'Version'));
  const names = new Set([...Object.keys(expected), ...found.keys()]);
  return [...names].flatMap((name) => {
    const wanted = Object.hasOwn(expected, name) ? expected[name] : undefined;
    const given = found.get(name);
    if (wanted === given) return [];
    return [{ at: name, expected: quoted(wanted), observed: quoted(given) }];
  });
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'no such parameter' : JSON.stringify(value);
}
