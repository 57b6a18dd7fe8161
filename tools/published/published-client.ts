/** Published results of clients: `published/clients/<peer>/{report.json, readings.json, summary.md}`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report, RequirementReport } from '../../reports/report.ts';
import { countsText, verdictWords } from '../../reports/text/verdict-line.ts';
import type { ClientPeer } from '../../test-support/peers/clients/client-peer.ts';
import { publishedFolder, type Readings, readJson, readStored, renderStored } from './published.ts';
import { failedIds } from './without-unread.ts';

/** The published report of a client; undefined when there is none. */
export function readPublishedClient(peer: ClientPeer): Report | undefined {
  return readStored(join(folderOf(peer), 'report.json'));
}

/** Writes the report and its page. `readings.json` is written by hand, from the raw bytes, and only read here. */
export function publishClient(peer: ClientPeer, report: Report): void {
  mkdirSync(folderOf(peer), { recursive: true });
  writeFileSync(join(folderOf(peer), 'report.json'), renderStored(report));
  writeFileSync(join(folderOf(peer), 'summary.md'), clientSummary(peer, report));
}

/** One line for each failure, with what a person saw in the bytes. */
export function clientSummary(peer: ClientPeer, report: Report): string {
  const readings = (readJson(join(folderOf(peer), 'readings.json')) ?? {}) as Readings;
  const failed = report.requirements.filter(({ verdict }) => verdict === 'fail');
  const silent = report.requirements.filter(({ verdict }) => verdict === 'not-applicable');
  return [
    `# ${peer.name}: ${verdictWords(report)}`,
    '',
    `${countsText(report)}. Seed ${report.seed}, ${report.startedAt.slice(0, 10)}, ec2-conformance ${report.suite.version}.`,
    '',
    `How it was run: ${peer.about}. \`npm run test:peers\` repeats it and expects the same verdicts; report.json beside this page holds the requests and responses of one failed case of each requirement.`,
    '',
    '## Failures',
    '',
    ...(failed.length === 0 ? ['None.'] : failed.map((one) => mismatchLine(one, report, readings))),
    '',
    ...(silent.length === 0
      ? []
      : ['## Not applicable', '', ...silent.map(({ id, reason }) => `- \`${id}\`: ${reason?.message ?? ''}`), '']),
    '## Observed where anything passes',
    '',
    ...report.observations.map(({ id, answer }) => `- \`${id}\`: ${inline(answer)}`),
    '',
  ].join('\n');
}

function mismatchLine(requirement: RequirementReport, report: Report, readings: Readings): string {
  const { id, level } = requirement;
  const ids = failedIds(requirement, report);
  const named = ids.map((one) => `\`${one}\``).join(', ');
  const seen = report.cases.find((one) => ids.includes(one.id))?.mismatches[0];
  const text =
    readings[id] ?? `not read yet; expected ${inline(seen?.expected ?? '')}, observed ${inline(seen?.observed ?? '')}`;
  return `- \`${id}\` (${level}, ${named}): ${text}`;
}

/** On one line, short, and nothing in it that Markdown would read. */
function inline(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${line.length > 160 ? `${line.slice(0, 157)}...` : line}\``;
}

function folderOf({ id }: ClientPeer): string {
  return join(publishedFolder, 'clients', id);
}
