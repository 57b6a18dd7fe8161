/**
 * What one server or client came to in all operations that read or change security-group rules, small enough to be kept for
 * several of them: `published/security-group-rules/<peer>.json` of a server, `…/clients/<peer>.json` of a client, and a
 * `readings.json` beside each. Two runs against the same version give the same file.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesOfRequirement } from '../../../reports/lookup.ts';
import type { Report, RequirementReport, RequirementVerdict } from '../../../reports/report.ts';
import { mismatchText } from '../../../reports/text/mismatch-text.ts';
import { familyClients } from '../../../test-support/peers/clients/client-peers.ts';
import type { ServerPeer } from '../../../test-support/peers/server-peer.ts';
import { familyPeers } from '../../../test-support/peers/server-peers.ts';
import { publishable } from '../publishable.ts';
import { familySet, publishedFolder, readJson } from '../published.ts';

/** A server or a client, as far as its result is concerned. */
export type FamilyPeer = Pick<ServerPeer, 'id' | 'name' | 'about'>;

/** Whom a result is of. */
export type FamilySide = 'servers' | 'clients';

/** One operation on one server, or of one client. */
export interface OperationResult {
  /** Requirements by verdict; verdicts that none has are left out. */
  readonly counts: Readonly<Partial<Record<RequirementVerdict, number>>>;
  /** Of each requirement that fails, by id: the level, and the first mismatch of its first failed case. */
  readonly fails: Readonly<Record<string, readonly [level: RequirementReport['level'], seen: string]>>;
}

/** One server or client. */
export interface FamilyResult {
  /** `2026-01-02`. */
  readonly day: string;
  readonly suite: string;
  readonly operations: Readonly<Record<string, OperationResult>>;
}

/** What a person found on reading failures of one kind beside their evidence. */
export interface FamilyReading {
  /** What they do instead; one sentence. */
  readonly reading: string;
  /** Ids of the requirements that fail so, by the id of the peer. */
  readonly fails: Readonly<Record<string, readonly string[]>>;
}

/** A peer and its result. */
export interface FamilyEntry {
  readonly peer: FamilyPeer;
  readonly result: FamilyResult;
}

/** Longest mismatch that is kept. */
const maxSeen = 160;

/** The result in a report. `day`: of the run. */
export function familyResult(whole: Report, { name }: FamilyPeer, day: string): FamilyResult {
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

const sides: Readonly<Record<FamilySide, { readonly folder: string; readonly peers: readonly FamilyPeer[] }>> = {
  servers: { folder: join(publishedFolder, familySet), peers: familyPeers },
  clients: { folder: join(publishedFolder, familySet, 'clients'), peers: familyClients },
};

/** Those with a published result, in the order of their list. */
export function readFamily(side: FamilySide): readonly FamilyEntry[] {
  return sides[side].peers.flatMap((peer) => {
    const result = readFamilyResult(side, peer);
    return result === undefined ? [] : [{ peer, result }];
  });
}

/** The published result; undefined where there is none. */
export function readFamilyResult(side: FamilySide, { id }: FamilyPeer): FamilyResult | undefined {
  return readJson(join(sides[side].folder, `${id}.json`)) as FamilyResult | undefined;
}

/** Written by hand; empty where there are none. */
export function readFamilyReadings(side: FamilySide): readonly FamilyReading[] {
  return (readJson(join(sides[side].folder, 'readings.json')) ?? []) as readonly FamilyReading[];
}

/** Writes a result. */
export function writeFamilyResult(side: FamilySide, { id }: FamilyPeer, result: FamilyResult): void {
  mkdirSync(sides[side].folder, { recursive: true });
  writeFileSync(join(sides[side].folder, `${id}.json`), `${JSON.stringify(result, undefined, 1)}\n`);
}

/** Whether the reading is of this requirement on this server, or of this client. */
export function isReadingOf({ fails }: FamilyReading, id: string, peer: string): boolean {
  return fails[peer]?.includes(id) === true;
}
