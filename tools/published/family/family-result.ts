/**
 * What one server came to in all operations that read or change security-group rules, small enough to be kept for several
 * servers: `published/security-group-rules/<peer>.json`, and `readings.json` for all of them. Two runs against the same
 * version of a server give the same file.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesOfRequirement } from '../../../reports/lookup.ts';
import type { Report, RequirementReport, RequirementVerdict } from '../../../reports/report.ts';
import { mismatchText } from '../../../reports/text/mismatch-text.ts';
import type { ServerPeer } from '../../../test-support/peers/server-peer.ts';
import { familyPeers } from '../../../test-support/peers/server-peers.ts';
import { publishable } from '../publishable.ts';
import { familySet, publishedFolder, readJson } from '../published.ts';

/** One operation on one server. */
export interface OperationResult {
  /** Requirements by verdict; verdicts that none has are left out. */
  readonly counts: Readonly<Partial<Record<RequirementVerdict, number>>>;
  /** Of each requirement that fails, by id: the level, and the first mismatch of its first failed case. */
  readonly fails: Readonly<Record<string, readonly [level: RequirementReport['level'], seen: string]>>;
}

/** One server. */
export interface FamilyResult {
  /** `2026-01-02`. */
  readonly day: string;
  readonly suite: string;
  readonly operations: Readonly<Record<string, OperationResult>>;
}

/** What a person found on reading failures of one kind beside their evidence. */
export interface FamilyReading {
  /** What servers do instead; one sentence. */
  readonly reading: string;
  /** Ids of the requirements that fail so, by the id of the peer. */
  readonly fails: Readonly<Record<string, readonly string[]>>;
}

/** A peer and its result. */
export interface FamilyEntry {
  readonly peer: ServerPeer;
  readonly result: FamilyResult;
}

/** Longest mismatch that is kept. */
const maxSeen = 160;

/** The result in a report. `day`: of the run. */
export function familyResult(whole: Report, { name }: ServerPeer, day: string): FamilyResult {
  const report = publishable(whole, { name, day });
  const names = [...new Set(report.requirements.map(({ operation }) => operation))];
  return {
    day,
    suite: report.suite.version,
    operations: Object.fromEntries(names.map((operation) => [operation, ofOperation(report, operation)])),
  };
}

function ofOperation(report: Report, operation: string): OperationResult {
  const own = report.requirements.filter((one) => one.operation === operation);
  const counts: Partial<Record<RequirementVerdict, number>> = {};
  for (const { verdict } of own) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const failed = own.filter(({ verdict }) => verdict === 'fail');
  return {
    counts,
    fails: Object.fromEntries(failed.map((one) => [one.id, [one.level, seen(one, report)] as const])),
  };
}

function seen(requirement: RequirementReport, report: Report): string {
  const [first] = casesOfRequirement(requirement, report).filter(({ verdict }) => verdict === 'fail');
  const [mismatch] = first?.mismatches ?? [];
  const text = mismatch === undefined ? (first?.observed ?? 'nothing') : mismatchText(mismatch);
  return text.length > maxSeen ? `${text.slice(0, maxSeen - 1)}…` : text;
}

const folder = join(publishedFolder, familySet);

/** The servers with a published result, in the order of the list. */
export function readFamily(): readonly FamilyEntry[] {
  return familyPeers.flatMap((peer) => {
    const result = readFamilyResult(peer);
    return result === undefined ? [] : [{ peer, result }];
  });
}

/** The published result of a server; undefined where there is none. */
export function readFamilyResult({ id }: ServerPeer): FamilyResult | undefined {
  return readJson(join(folder, `${id}.json`)) as FamilyResult | undefined;
}

/** Written by hand; empty where there are none. */
export function readFamilyReadings(): readonly FamilyReading[] {
  return (readJson(join(folder, 'readings.json')) ?? []) as readonly FamilyReading[];
}

/** Writes the result of a server. */
export function writeFamilyResult({ id }: ServerPeer, result: FamilyResult): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${id}.json`), `${JSON.stringify(result, undefined, 1)}\n`);
}

/** Whether the reading is of this requirement on this server. */
export function isReadingOf({ fails }: FamilyReading, id: string, server: string): boolean {
  return fails[server]?.includes(id) === true;
}
