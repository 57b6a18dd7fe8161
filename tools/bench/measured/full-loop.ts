/** What one call costs us: built, signed and checked, sent, read strictly, judged; beside a plain POST. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GeneralCheck } from '../../../harness/checks/general-check.ts';
import { apiVersion, Caller } from '../../../harness/endpoint/caller.ts';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { encodeForm } from '../../../harness/wire/query.ts';
import { groupId, type RevokeResponse, revokeResponse } from '../revoke-response.ts';
import { inTurns, ratios, type Spread, spreadOf } from '../samples.ts';
import { eachInFlight, type PlainServer, timePosts } from './plain-posts.ts';

/** Rates of complete calls and of plain POSTs, for one size of responses. */
export interface FullLoop {
  readonly responseBytes: number;
  readonly inFlight: number;
  readonly rounds: number;
  /** Milliseconds of one call. */
  readonly plainMs: Spread;
  readonly oursMs: Spread;
  readonly ratio: Spread;
}

const callsPerRound = 250;
const action = 'RevokeSecurityGroupIngress';

/** At most about ten seconds on an idle machine; `budgetMs` bounds the rounds of a busy one. */
export async function measureFullLoop(
  server: PlainServer,
  responseBytes: number,
  inFlight: number,
  budgetMs: number,
): Promise<FullLoop> {
  const loop = await openLoop(server, responseBytes, inFlight);
  const plain = () => loop.timePlain(callsPerRound);
  const ours = () => loop.timeOurs(callsPerRound);
  try {
    // Neither side pays for being compiled.
    for (let round = 0; round < 5; round += 1) {
      await plain();
      await ours();
    }
    const samples = await inTurns({ plain, ours }, 9, budgetMs);
    const perCall = (values: readonly number[]) => spreadOf(values.map((value) => value / callsPerRound));
    return {
      responseBytes: responseBytes,
      inFlight,
      rounds: samples.ours.length,
      plainMs: perCall(samples.plain),
      oursMs: perCall(samples.ours),
      ratio: spreadOf(ratios(samples.ours, samples.plain)),
    };
  } finally {
    loop.close();
  }
}

/** Calls of ours and plain POSTs that answer each other byte for byte. */
export interface Loop {
  /** Milliseconds that so many calls of ours take. */
  readonly timeOurs: (calls: number) => Promise<number>;
  /** Milliseconds that so many plain POSTs take. */
  readonly timePlain: (calls: number) => Promise<number>;
  readonly close: () => void;
}

/** A loop of complete calls against a plain server. */
export async function openLoop(server: PlainServer, responseBytes: number, inFlight: number): Promise<Loop> {
  const response = revokeResponse(responseBytes);
  const invariants = await everyResponse();
  const path = `/xml/${responseBytes}`;
  const caller = new Caller({
    endpoint: `http://127.0.0.1:${server.port}${path}`,
    region: 'us-east-1',
    identities: { main: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' } },
    timeoutMs: 60_000,
    maxResponseBytes: 8 * 1024 * 1024,
    concurrency: inFlight,
    declared: {},
    runId: 'bench',
  });
  const body = encodeForm([['Action', action], ['Version', apiVersion], ...response.params]);
  const timed = async (calls: number) => {
    const startedAt = performance.now();
    await eachInFlight(Array.from({ length: calls }), inFlight, () => callAndJudge(caller, response, invariants));
    return performance.now() - startedAt;
  };
  const posts = (calls: number) => Array.from({ length: calls }, () => ({ path, body }));
  return {
    timeOurs: timed,
    timePlain: (calls) => timePosts(server.port, posts(calls), inFlight),
    close: () => caller.close(),
  };
}

/** Throws when a check finds the response wrong: then something else would be measured than what a run does. */
async function callAndJudge(
  caller: Caller,
  response: RevokeResponse,
  invariants: readonly GeneralCheck[],
): Promise<void> {
  const { exchange, outcome } = await caller.call(action, response.params);
  const { params, removed } = response;
  const subject = {
    exchange,
    outcome,
    action,
    params,
    operation: { action },
    direction: 'ingress',
    groupId,
    stored: removed,
    removed,
  };
  for (const invariant of invariants) {
    const mismatches = invariant.applies(subject) ? invariant.judge(subject) : [];
    if (mismatches.length > 0) {
      throw new Error(`${invariant.requirement}: ${JSON.stringify(mismatches)}`);
    }
  }
}

/** The suites are loaded as a run loads them: compiled, by their place in the package. */
async function everyResponse(): Promise<readonly GeneralCheck[]> {
  const url = pathToFileURL(join(packageRoot(), 'dist/suites/revoke-ingress/general-checks.js')).href;
  const suite = (await import(url)) as { readonly generalChecks: readonly GeneralCheck[] };
  return suite.generalChecks;
}
