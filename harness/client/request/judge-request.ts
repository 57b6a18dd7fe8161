/** Checks of one request of a client. Each returns its mismatches; none knows which requirement it covers. */
import type { Mismatch } from '../../checks/finding.ts';
import { headerValue } from '../../wire/message.ts';
import { nest } from '../../wire/nesting.ts';
import { splitTarget } from '../../wire/signing/canonical-request.ts';
import { numberingProblems, renumbered } from './numbering.ts';
import { parameter } from './request-parameters.ts';
import type { RequestSubject } from './request-subject.ts';

/** The version of the API whose names these are. */
export const currentVersion = '2016-11-15';

/** Versions that AWS has published, by the models of its SDKs and the release notes of the API. */
const publishedVersions: ReadonlySet<string> = new Set([
  ...['2006-06-26', '2006-10-01', '2007-01-03', '2007-01-19', '2007-03-01', '2007-08-29', '2008-02-01', '2008-05-05'],
  ...['2008-08-08', '2008-12-01', '2009-03-01', '2009-04-04', '2009-07-15', '2009-08-15', '2009-10-31', '2009-11-30'],
  ...['2010-06-15', '2010-08-31', '2010-11-15', '2011-01-01', '2011-02-28', '2011-05-15', '2011-07-15', '2011-11-01'],
  ...['2011-12-01', '2011-12-15', '2012-03-01', '2012-04-01', '2012-05-01', '2012-06-01', '2012-06-15', '2012-07-20'],
  ...['2012-08-15', '2012-10-01', '2012-12-01', '2013-02-01', '2013-06-15', '2013-07-15', '2013-08-15', '2013-10-01'],
  ...['2013-10-15', '2014-02-01', '2014-05-01', '2014-06-15', '2014-09-01', '2014-10-01', '2015-03-01', '2015-04-15'],
  ...['2015-10-01', '2016-04-01', '2016-09-15', currentVersion],
]);

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
  return [{ kind: 'request-line', at: 'Content-Type', expected, observed: type ?? 'no such field' }];
}

/** Action is sent once and names the operation. */
export function judgeAction({
  parameters,
  operation,
}: Pick<RequestSubject, 'parameters' | 'operation'>): readonly Mismatch[] {
  const action = parameter(parameters, 'Action');
  return action === operation
    ? []
    : [{ kind: 'parameters', at: 'Action', expected: operation, observed: action ?? 'no such parameter' }];
}

/** The request names a version of the API that there has been. */
export function judgeVersion({ parameters }: Pick<RequestSubject, 'parameters'>): readonly Mismatch[] {
  const version = parameter(parameters, 'Version');
  if (version !== undefined && publishedVersions.has(version)) return [];
  const expected = `${currentVersion}, or an older version of the API`;
  return [{ kind: 'parameters', at: 'Version', expected, observed: version ?? 'none' }];
}

/** Whether the request names an older version of the API than the current one. */
export function isLegacyVersion({ parameters }: Pick<RequestSubject, 'parameters'>): boolean {
  const version = parameter(parameters, 'Version');
  return version !== undefined && version !== currentVersion && publishedVersions.has(version);
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

/** The elements of every list are numbered from 1 without a gap. */
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

/** The input's DryRun is on the wire with its value, in whatever case; false may be left out. */
export function judgeDryRun({ parameters, input }: RequestSubject): readonly Mismatch[] {
  const expected = String(input['DryRun']);
  const observed = parameter(parameters, 'DryRun');
  if (expected === 'false' && observed === undefined) return [];
  return observed?.toLowerCase() === expected
    ? []
    : [{ kind: 'parameters', at: 'DryRun', expected, observed: observed ?? 'none' }];
}

/** A parameter whose value is not the expected one; undefined where it is absent. */
export interface ParameterDifference {
  readonly name: string;
  readonly expected: string | undefined;
  readonly observed: string | undefined;
}

/**
 * The parameters compared as a map, lists numbered anew: order, numbering and place are judged by others. The members of
 * one flat rule may arrive as those of a permission, and a `DryRun` of false is as good as none: neither changes the meaning.
 * `anyCase`: nor does the case of the letters of a `DryRun`.
 */
export function parameterDifferences(
  { parameters }: Pick<RequestSubject, 'parameters'>,
  expected: Readonly<Record<string, string>>,
  anyCase = false,
): readonly ParameterDifference[] {
  const found = renumbered(parameters.pairs.filter(([name]) => name !== 'Action' && name !== 'Version'));
  const meant = isFlatRule(expected) && !isFlatRule(Object.fromEntries(found)) ? asPermission(expected) : expected;
  const names = new Set([...Object.keys(meant), ...found.keys()]);
  return [...names].flatMap((name) => {
    const wanted = Object.hasOwn(meant, name) ? meant[name] : undefined;
    const received = found.get(name);
    const given = anyCase && name === 'DryRun' ? received?.toLowerCase() : received;
    if (wanted === given || (name === 'DryRun' && (wanted ?? 'false') === (given ?? 'false'))) return [];
    return [{ name, expected: wanted, observed: received }];
  });
}

/** {@link parameterDifferences} as mismatches. */
export function judgeParameters(
  subject: Pick<RequestSubject, 'parameters'>,
  wire: Readonly<Record<string, string>>,
  anyCase = false,
): readonly Mismatch[] {
  return parameterDifferences(subject, wire, anyCase).map(parameterMismatch);
}

/** A difference, as a mismatch. */
export function parameterMismatch({ name, expected, observed }: ParameterDifference): Mismatch {
  return { kind: 'parameters', at: name, expected: quoted(expected), observed: quoted(observed) };
}

const flatNames: Readonly<Record<string, string>> = {
  IpProtocol: 'IpPermissions.1.IpProtocol',
  FromPort: 'IpPermissions.1.FromPort',
  ToPort: 'IpPermissions.1.ToPort',
  CidrIp: 'IpPermissions.1.IpRanges.1.CidrIp',
};

/** Whether these parameters name a flat rule, and no permission beside it. */
function isFlatRule(wire: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(wire);
  return names.some((name) => name in flatNames) && !names.some((name) => name.startsWith('IpPermissions.'));
}

function asPermission(wire: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [flatNames[name] ?? name, value]));
}

/** Host is the authority that the request was sent to, its port included. */
export function judgeHost({ request, host }: RequestSubject): readonly Mismatch[] {
  const observed = headerValue(request.headers, 'host');
  if (host === undefined || observed?.toLowerCase() === host.toLowerCase()) return [];
  return [{ kind: 'request-line', at: 'Host', expected: host, observed: observed ?? 'none' }];
}

/** A request that is sent again has the parameters of the first one. */
export function judgeSameAgain({ parameters, first }: RequestSubject): readonly Mismatch[] {
  if (first === undefined) return [];
  const before = new Map(first.pairs);
  const now = new Map(parameters.pairs);
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => ({
      kind: 'parameters',
      at: name,
      expected: `${quoted(before.get(name))}, as in the first request`,
      observed: quoted(now.get(name)),
    }));
}

/** Nothing follows a request that was answered by a success. */
export function judgeNothingAfterSuccess({ afterSuccess }: RequestSubject): readonly Mismatch[] {
  if (afterSuccess === undefined || afterSuccess === 0) return [];
  return [{ kind: 'request-count', at: 'requests after a success', expected: 'none', observed: String(afterSuccess) }];
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'no such parameter' : JSON.stringify(value);
}
