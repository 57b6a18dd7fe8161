/** What one call costs us: built, signed and checked, sent, read leniently and strictly, judged; beside a plain POST. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Invariant } from '../suite/invariant.ts';
import { packageRoot } from '../suite/package-root.ts';
import { apiVersion, Caller } from '../target/caller.ts';
import { encodeForm } from '../wire/query.ts';
import { eachInFlight, type PlainServer, timePosts } from './plain-posts.ts';
import { groupId, type RevokeAnswer, revokeAnswer } from './revoke-answer.ts';
import { inTurns, ratios, type Spread, spreadOf } from './samples.ts';

export interface FullLoop {
  readonly answerBytes: number;
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
  answerBytes: number,
  inFlight: number,
  budgetMs: number,
): Promise<FullLoop> {
  const answer = revokeAnswer(answerBytes);
  const invariants = await everyAnswer();
  const path = `/xml/${answerBytes}`;
  const caller = new Caller({
    endpoint: `http://127.0.0.1:${server.port}${path}`,
    region: 'us-east-1',
    identities: { main: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' } },
    timeoutMs: 60_000,
    maxAnswerBytes: 1_000_000,
    concurrency: inFlight,
    declared: {},
    runId: 'bench',
  });
  const body = encodeForm([['Action', action], ['Version', apiVersion], ...answer.params]);
  const calls = Array.from({ length: callsPerRound });
  const plain = () =>
    timePosts(
      server.port,
      calls.map(() => ({ path, body })),
      inFlight,
    );
  const ours = async () => {
    const startedAt = performance.now();
    await eachInFlight(calls, inFlight, () => callAndJudge(caller, answer, invariants));
    return performance.now() - startedAt;
  };
  try {
    // Neither side pays for being compiled.
    for (let round = 0; round < 5; round += 1) {
      await plain();
      await ours();
    }
    const samples = await inTurns({ plain, ours }, 9, budgetMs);
    const perCall = (values: readonly number[]) => spreadOf(values.map((value) => value / callsPerRound));
    return {
      answerBytes,
      inFlight,
      rounds: samples.ours.length,
      plainMs: perCall(samples.plain),
      oursMs: perCall(samples.ours),
      ratio: spreadOf(ratios(samples.ours, samples.plain)),
    };
  } finally {
    caller.close();
  }
}

/** Throws when a judgement finds the answer wrong: then something else would be measured than what a run does. */
const tested = { action, direction: 'ingress' } as const;

async function callAndJudge(caller: Caller, answer: RevokeAnswer, invariants: readonly Invariant[]): Promise<void> {
  const { exchange, outcome } = await caller.call(action, answer.params);
  const { params, removed } = answer;
  const subject = {
    exchange,
    outcome,
    action,
    params,
    operation: tested,
    groupId,
    stored: removed,
    removed,
  };
  for (const invariant of invariants) {
    const departures = invariant.applies(subject) ? invariant.judge(subject) : [];
    if (departures.length > 0) {
      throw new Error(`${invariant.requirement}: ${JSON.stringify(departures)}`);
    }
  }
}

/** The suites are loaded as a run loads them: compiled, by their place in the package. */
async function everyAnswer(): Promise<readonly Invariant[]> {
  const url = pathToFileURL(join(packageRoot(), 'dist/suites/server/every-answer.js')).href;
  const suite = (await import(url)) as { readonly everyAnswer: readonly Invariant[] };
  return suite.everyAnswer;
}
