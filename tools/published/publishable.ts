/**
 * A report as it is published: what differs from run to run is replaced, what nobody reads is left out, so that two runs
 * against the same version of a target give the same file. Pure.
 */
import type { CaseReport, Report, RequirementVerdict } from '../../reports/report.ts';
import { withoutUnread } from './without-unread.ts';

/** Name and date of a published report. */
export interface PublishedAs {
  /** What the target is called: `moto 5.2.5`. */
  readonly name: string;
  /** The day of the run: `2025-01-02`. */
  readonly day: string;
}

/** The evidence for every requirement is on its page; a report repeats it where a failure is to be read beside it. */
const keptEvidence: ReadonlySet<RequirementVerdict> = new Set(['fail', 'known-fail', 'unexpected-pass']);

/** Exchanges of one case that are kept; those of general checks show as many. */
const exchangesPerCase = 2;

/**
 * Ports, ids, dates, durations and counts become the same in every report; ids are numbered anew in every case. How many
 * calls a run took depends on which groups happened to be free for which case.
 */
export function publishable(whole: Report, { name, day }: PublishedAs): Report {
  const report = withoutUnread(whole);
  const { endpoint, capabilities } = report.target;
  return {
    ...report,
    target: {
      ...report.target,
      name,
      ...(endpoint === undefined ? {} : { endpoint: steady(endpoint) }),
      ...(capabilities === undefined ? {} : { capabilities: steady(capabilities) }),
    },
    startedAt: `${day}T00:00:00.000Z`,
    durationMs: 0,
    calls: { total: 0, byAction: {} },
    summary: steady(report.summary),
    requirements: report.requirements.map((one) =>
      steady(keptEvidence.has(one.verdict) ? one : { ...one, evidence: [] }),
    ),
    cases: report.cases.map(publishableCase).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    ...(report.actions === undefined
      ? {}
      : { actions: report.actions.map(steady).toSorted((one, other) => (one.name < other.name ? -1 : 1)) }),
    observations: report.observations.map(steady).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

function publishableCase({ replay: _, ...one }: CaseReport): CaseReport {
  const exchanges = one.exchanges.slice(-exchangesPerCase).map((exchange) => ({ ...exchange, durationMs: 0 }));
  const reproduce = { ...one.reproduce, curl: '' };
  return steady({ ...one, durationMs: 0, calls: {}, exchanges, reproduce });
}

/** The value with every text in it made the same for every run. */
function steady<Value>(value: Value): Value {
  const chosen = new Map<string, string>();
  for (const text of textsIn(value)) {
    for (const [, id] of text.matchAll(requestIdFields)) {
      if (id !== undefined) chosen.set(id, 'request-id');
    }
  }
  return mapTexts(value, (text) => steadyText(text, chosen)) as Value;
}

/** Header fields whose values a target makes up for each response. */
const requestIdFields = /^x-amz(?:n-requestid|-request-id|-id-2): (\S{20,})\s*$/gim;

const resourceId = /\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8,32}\b/g;
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

const fixed: readonly (readonly [RegExp, string])[] = [
  [/\b127\.0\.0\.1:\d+/g, '127.0.0.1:5000'],
  [/ec2-conformance-[0-9a-f]{8}(?:-\d+)?\b/g, 'ec2-conformance-RUN'],
  [/\b\d+ of \d+ (response|request)s? do(?:es)? not meet it, in \d+ cases?/g, 'N of N $1s do not meet it'],
  [/\bholds for \d+ (response|request)s?/g, 'holds for N $1s'],
  [/; \d+ more not judged, because/g, '; N more not judged, because'],
  [/\b\d{8}T\d{6}Z/g, '20000101T000000Z'],
  [/((?:Credential=|%2F|\/)[^\s/%]*(?:\/|%2F))\d{8}(?=\/|%2F)/g, '$120000101'],
  [/\b\d{4}-\d\d-\d\dT\d\d(?:(?::|%3A)\d\d){2}(?:\.\d+)?(?:Z|\+00:00)?/g, '2000-01-01T00:00:00Z'],
  [/\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, 'Sat, 01 Jan 2000 00:00:00 GMT'],
];

function steadyText(text: string, chosen: Map<string, string>): string {
  const named = [...chosen].reduce((all, [id, name]) => all.replaceAll(id, name), text);
  const settled = fixed.reduce((all, [pattern, put]) => all.replace(pattern, put), named);
  return settled
    .replace(uuid, (id) => numbered(chosen, id, 'uuid'))
    .replace(resourceId, (id, kind: string) => numbered(chosen, id, `${kind}-…`));
}

/** `sg-…1`: the first id of its kind in this case. */
function numbered(chosen: Map<string, string>, id: string, prefix: string): string {
  const known = chosen.get(id);
  if (known !== undefined) return known;
  const name = `${prefix}${[...chosen.values()].filter((other) => other.startsWith(prefix)).length + 1}`;
  chosen.set(id, name);
  return name;
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) yield* textsIn(member);
  }
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, change)]));
}
