/** The published results of servers, as they are stored: `published/<peer>/{report.json, readings.json}`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import { type AbridgedReport, abridged, completed } from '../../reports/formats/abridged.ts';
import type { Report } from '../../reports/report.ts';
import type { ServerPeer } from '../../test-support/peers/server-peer.ts';
import { serverPeers } from '../../test-support/peers/server-peers.ts';

/**
 * What a person found on reading each failure: requirement id to one sentence that says what the target does instead.
 * Written by hand after the exchange was read beside its evidence; a failure without one is not published.
 */
export type Readings = Readonly<Record<string, string>>;

/** A peer and its published report. */
export interface Published {
  readonly peer: ServerPeer;
  readonly report: Report;
  readonly readings: Readings;
}

/** The set of operations that has a page of its own, made by published/family. */
export const familySet = 'security-group-rules';

/** Path of reports/published. */
export const publishedFolder = join(packageRoot(), 'reports', 'published');

/** The peers with a published report, in the order of the list of peers. */
export function readPublished(): readonly Published[] {
  return serverPeers.flatMap((peer) => {
    const report = readPublishedReport(peer);
    return report === undefined ? [] : [{ peer, report, readings: readReadings(peer) }];
  });
}

/** The published report of a peer; undefined when there is none. */
export function readPublishedReport(peer: ServerPeer): Report | undefined {
  return readStored(fileOf(peer, 'report.json'));
}

/** The report in a stored report.json; undefined when there is none. */
export function readStored(path: string): Report | undefined {
  const stored = readJson(path) as AbridgedReport | undefined;
  return stored === undefined ? undefined : completed(stored);
}

/**
 * report.json as it is stored: abridged, with one requirement, case or observation to a line, so that it is small and a
 * change shows as the line it is.
 */
export function renderStored(report: Report): string {
  const members = Object.entries(abridged(report)).map(([name, value]) => {
    const items: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
    const text =
      items === undefined ? JSON.stringify(value) : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
    return `${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

function readReadings(peer: ServerPeer): Readings {
  return (readJson(fileOf(peer, 'readings.json')) ?? {}) as Readings;
}

function fileOf({ id }: ServerPeer, name: string): string {
  return join(publishedFolder, id, name);
}

/** The JSON in a file; undefined when there is none. */
export function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
