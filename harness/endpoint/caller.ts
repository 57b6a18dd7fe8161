/** Makes calls on a target: builds the request, signs it, sends it, reads what came back, keeps count. */

import type { SigningChoices } from '../cases/case.ts';
import type { Outcome } from '../checks/outcome.ts';
import { readOutcome } from '../checks/outcome.ts';
import { isRead } from '../service-model/model.ts';
import { type DisplayText, displayText, isQuotable } from '../transcript/display-text.ts';
import { secretsOf } from '../transcript/redact.ts';
import type { Exchange, HttpRequest } from '../wire/message.ts';
import { encodeForm } from '../wire/query.ts';
import { buildRequest } from '../wire/request.ts';
import type { Credentials } from '../wire/signing/credentials.ts';
import { type SignOptions, sign } from '../wire/signing/sign.ts';
import { budgetOf, type CallBudget } from './call-budget.ts';
import { ClockEstimate } from './clock.ts';
import { type ConsistencyFindings, ConsistencyWaiter, isTooNew } from './consistency.ts';
import { displayableOutcome } from './displayable-outcome.ts';
import type { UnwritableFile } from './output-file.ts';
import type { Channel } from './recording/recording-files.ts';
import { RetryPolicy } from './retry-policy.ts';
import { senderFor } from './sender-for.ts';
import type { TargetIdentity, TargetSettings } from './target-settings.ts';
import type { TransportStats } from './transport-stats.ts';

/** Parameters of a request by wire names, in order. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** A request before it is signed, and how to sign it. */
export interface UnsignedRequest {
  /** Only for the count. */
  readonly action: string;
  readonly method: 'POST' | 'GET';
  readonly query?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sign: 'header' | 'query' | 'none';
  readonly as: TargetIdentity;
  /** Its response is not judged. */
  readonly isSetUp?: boolean;
  readonly signing?: SigningChoices;
  /** Changes the signed request before it goes out; the options are those it was, or would have been, signed with. */
  readonly alter?: (signed: HttpRequest, options: SignOptions) => HttpRequest;
}

/** One call: the exchange and the outcome read from it. */
export interface Call {
  readonly exchange: Exchange;
  /** Its texts are fit to be quoted: see {@link displayableOutcome}. */
  readonly outcome: Outcome;
}

/** Of so many calls it is known how long they took. */
const mostDurations = 100;

/** Below so many milliseconds per response the suite itself takes most of the time. */
export const leastSlowMs = 30;

/** From so many responses on it is known whether a target is slow: the first one also waits for the connection. */
const enoughDurations = 3;

/** The Version parameter of every request. Source: the EC2 service model. */
export const apiVersion = '2016-11-15';

/** What a preparation has found that changes how calls are made. */
export interface CallTuning {
  /** Milliseconds that the target's clock is ahead of ours, where that matters. */
  readonly clockAheadMs?: number;
  /** How late its changes were seen. */
  readonly consistency?: ConsistencyFindings;
  /** Whether things can be tagged when they are made. Default: yes. */
  readonly tagsAccepted?: boolean;
}

/** Receives each call as it is made: a case's transcript, a count. */
export type CallWitness = (call: Call, action: string) => void;

/** Signs and sends requests to one target, with retries, pacing and call counts. */
export class Caller {
  readonly settings: TargetSettings;
  readonly budget: CallBudget;
  /** Milliseconds that the target's clock is ahead of ours; requests are signed for its time. */
  clockAheadMs = 0;
  /** False once the target refused to tag what it makes. */
  tagsAccepted = true;
  readonly consistency: ConsistencyWaiter;
  /** From all responses so far. Those of a recording are of another time, and are not taken in. */
  readonly clock = new ClockEstimate();
  readonly #durations: number[] = [];
  readonly #endpoint: URL;
  readonly #sender: ReturnType<typeof senderFor>;
  readonly #retries: RetryPolicy;
  readonly #secrets: readonly string[];

  constructor(settings: TargetSettings, budget: CallBudget = budgetOf(settings), channel: Channel = 'preparation') {
    this.settings = settings;
    this.budget = budget;
    this.consistency = new ConsistencyWaiter(settings.settleMs, () => this.budget.allowRepetition());
    this.#retries = new RetryPolicy(settings.patience);
    this.#secrets = secretsOf(Object.values(settings.identities).filter((identity) => identity !== undefined));
    this.#endpoint = new URL(settings.endpoint);
    this.#sender = senderFor(settings, channel);
  }

  /** Of all calls made so far. */
  get transportStats(): TransportStats {
    return { ...this.#retries.counts, visibleAfterMs: Math.round(this.consistency.delayMs) };
  }

  /** What three quarters of the first responses took at least, in milliseconds: a busy machine does not look like a slow one. */
  get responseMs(): number {
    const sorted = this.#durations.toSorted((one, other) => one - other);
    return Math.round(sorted[Math.floor(sorted.length / 4)] ?? 0);
  }

  /** Whether the target looks slow, by too few responses to be sure. */
  get mayBeSlow(): boolean {
    return this.#durations.length < enoughDurations && this.responseMs >= leastSlowMs;
  }

  /** An ordinary signed POST with the main identity: what set-up, reading back and teardown use. */
  async call(action: string, params: Pairs, witness?: CallWitness): Promise<Call> {
    const body = encodeForm([['Action', action], ['Version', apiVersion], ...params]);
    return this.send({ action, method: 'POST', body, sign: 'header', as: 'main', isSetUp: true }, witness);
  }

  /**
   * As {@link call}, for what may be too new to be known everywhere: repeated while something that the request names, and that
   * was only just made, is not found or in no state to be used, or while the response `isIncomplete`, until that was waited out.
   */
  callSettled(
    action: string,
    params: Pairs,
    witness?: CallWitness,
    isIncomplete: (call: Call) => boolean = () => false,
  ): Promise<Call> {
    const isNew = this.consistency.newAmong(params.map(([, value]) => value)).length > 0;
    return this.consistency.until(
      () => this.call(action, params, witness),
      (call) => !(isNew && isTooNew(call.outcome)) && !isIncomplete(call),
      'existence',
    );
  }

  /** Set once an exchange could not be recorded. */
  get unwritable(): UnwritableFile | undefined {
    return this.#sender.unwritable?.();
  }

  /** Text of the target as it may be quoted; {@link Call.outcome} holds such text already. */
  display(text: string): DisplayText {
    return displayText(text, this.#secrets);
  }

  /** Whether an id that the target gave can be written down and asked for: printable, short, and no secret. */
  isUsableId(id: string): boolean {
    return id !== '' && isQuotable(id, this.#secrets);
  }

  /** Tolerates a failure that did not repeat; false when there were too many in this run. */
  tolerateUnrepeated(isServerError: boolean): boolean {
    return this.#retries.tolerateUnrepeated(isServerError);
  }

  /** Takes over what another caller has learnt of the target. */
  learn({ clockAheadMs = 0, consistency, tagsAccepted = true }: CallTuning): void {
    this.clockAheadMs = clockAheadMs;
    this.tagsAccepted = tagsAccepted;
    if (consistency !== undefined) this.consistency.adopt(consistency);
  }

  /**
   * Sends a draft; sent again, signed afresh, where that cannot change a verdict: see {@link RetryPolicy}.
   * Throws TransportProblem when there is no response to judge, and BudgetSpent before going over the budget.
   */
  async send(draft: UnsignedRequest, witness?: CallWitness): Promise<Call> {
    for (let attempt = 0; ; attempt += 1) {
      this.#retries.assertReachable(draft.action);
      await this.budget.spend(draft.action, attempt > 0);
      const exchange = await this.#sender.send(this.#signed(draft));
      if (!isRead(draft.action)) this.consistency.noteChange();
      if (this.#durations.length < mostDurations) this.#durations.push(exchange.durationMs);
      if (this.settings.recording?.kind !== 'replay') this.clock.observe(exchange, Date.now());
      const outcome = displayableOutcome(readOutcome(exchange), exchange.request, this.#secrets);
      const call: Call = { exchange, outcome };
      witness?.(call, draft.action);
      if (!(await this.#retries.again(draft.action, call.outcome, attempt, draft.isSetUp === true))) {
        return call;
      }
    }
  }

  close(): void {
    this.#sender.close();
  }

  #signed(draft: UnsignedRequest): HttpRequest {
    const request = buildRequest({
      endpoint: this.#endpoint,
      method: draft.method,
      ...(draft.body === undefined ? {} : { body: draft.body }),
      ...(draft.query === undefined ? {} : { query: draft.query }),
      ...(draft.headers === undefined ? {} : { headers: draft.headers }),
    });
    const options = this.#signOptions(draft, draft.sign === 'query' ? 'query' : 'header');
    const signed = draft.sign === 'none' ? request : sign(request, options);
    return draft.alter === undefined ? signed : draft.alter(signed, options);
  }

  #signOptions({ as, signing = {} }: UnsignedRequest, place: SignOptions['place']): SignOptions {
    const { dateOffsetMs = 0, region, service, accessKeyId, secretAccessKey, sessionToken, ...rest } = signing;
    return {
      ...rest,
      place,
      region: region ?? this.settings.region,
      service: service ?? 'ec2',
      date: new Date(Date.now() + this.clockAheadMs + dateOffsetMs),
      credentials: this.#credentials(as, { accessKeyId, secretAccessKey, sessionToken }),
    };
  }

  /** The same object for each request of an identity: the signer keeps the keys that it derives as long as this. */
  #credentials(as: TargetIdentity, { accessKeyId, secretAccessKey, sessionToken }: ChangedCredentials): Credentials {
    const identity = this.settings.identities[as] ?? this.settings.identities.main;
    if ([accessKeyId, secretAccessKey, sessionToken].every((change) => change === undefined)) return identity;
    const token = sessionToken ?? identity.sessionToken;
    return {
      accessKeyId: accessKeyId ?? identity.accessKeyId,
      secretAccessKey: secretAccessKey ?? identity.secretAccessKey,
      ...(token === undefined ? {} : { sessionToken: token }),
    };
  }
}

type ChangedCredentials = { readonly [Name in keyof Credentials]-?: Credentials[Name] | undefined };
