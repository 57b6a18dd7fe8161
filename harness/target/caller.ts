/** Makes calls on a target: builds the request, signs it, sends it, reads what came back, keeps count. */
import type { Outcome } from '../judgement/outcome.ts';
import { readOutcome } from '../judgement/outcome.ts';
import type { SigningChoices } from '../suite/case.ts';
import { type CheckedSigning, signForCheck } from '../wire/aws-signer.ts';
import type { Sender } from '../wire/http.ts';
import type { Exchange, HttpRequest } from '../wire/message.ts';
import { encodeForm } from '../wire/query.ts';
import { buildRequest } from '../wire/request.ts';
import type { SignOptions } from '../wire/sign.ts';
import { budgetOf, type CallBudget } from './call-budget.ts';
import type { Hindrances } from './hindrances.ts';
import { Persistence } from './persistence.ts';
import type { Channel } from './recording/recording-files.ts';
import { senderFor } from './sender-for.ts';
import type { Identity, Preparation, TargetSettings } from './settings.ts';
import { settleMsFor, Visibility } from './visibility.ts';

export type Pairs = readonly (readonly [name: string, value: string])[];

/** A request before it is signed, and how to sign it. */
export interface Draft {
  /** Only for the count. */
  readonly action: string;
  readonly method: 'POST' | 'GET';
  readonly query?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sign: 'header' | 'query' | 'none';
  readonly as: Identity;
  /** Its answer is not judged. */
  readonly isSetUp?: boolean;
  readonly signing?: SigningChoices;
  /** Changes the signed request before it goes out; the options are those it was, or would have been, signed with. */
  readonly alter?: (signed: HttpRequest, options: SignOptions) => HttpRequest;
}

export interface Call {
  readonly exchange: Exchange;
  readonly outcome: Outcome;
}

export const apiVersion = '2016-11-15';

/** What a preparation has found that changes how calls are made. */
export type CallerLessons = Pick<Preparation, 'clockAheadMs' | 'visibleAfterMs' | 'tagsAccepted'>;

/** Receives each call as it is made: a case's transcript, a count. */
export type CallWitness = (call: Call, action: string) => void;

export class Caller {
  readonly settings: TargetSettings;
  readonly budget: CallBudget;
  /** Milliseconds that the target's clock is ahead of ours; requests are signed for its time. */
  clockAheadMs = 0;
  /** False once the target refused to tag a group. */
  tagsAccepted = true;
  readonly visibility = new Visibility(() => this.budget.allowRepetition());
  readonly #endpoint: URL;
  readonly #sender: Sender;
  readonly #persistence: Persistence;

  constructor(settings: TargetSettings, budget: CallBudget = budgetOf(settings), channel: Channel = 'preparation') {
    this.settings = settings;
    this.budget = budget;
    this.#persistence = new Persistence(settings.patience);
    this.#endpoint = new URL(settings.endpoint);
    this.#sender = senderFor(settings, channel);
  }

  /** Of all calls made so far. */
  get hindrances(): Hindrances {
    return { ...this.#persistence.counts, visibleAfterMs: Math.round(this.visibility.lagMs) };
  }

  /** An ordinary signed POST with the main identity: what set-up, reading back and teardown use. */
  async call(action: string, params: Pairs, witness?: CallWitness): Promise<Call> {
    const body = encodeForm([['Action', action], ['Version', apiVersion], ...params]);
    return this.send({ action, method: 'POST', body, sign: 'header', as: 'main', isSetUp: true }, witness);
  }

  /** Tolerates a failure that did not repeat; false when there were too many in this run. */
  tolerateUnrepeated(isServerError: boolean): boolean {
    return this.#persistence.tolerateUnrepeated(isServerError);
  }

  /** Takes over what another caller has learnt of the target. */
  learn({ clockAheadMs = 0, visibleAfterMs = 0, tagsAccepted = true }: CallerLessons): void {
    this.clockAheadMs = clockAheadMs;
    this.tagsAccepted = tagsAccepted;
    this.visibility.expect(settleMsFor(this.settings, visibleAfterMs), visibleAfterMs);
  }

  /**
   * Sends a draft; sent again, signed afresh, where that cannot change a verdict: see {@link Persistence}.
   * Throws TransportProblem when there is no answer to judge, and BudgetSpent before going over the budget.
   */
  async send(draft: Draft, witness?: CallWitness): Promise<Call> {
    for (let attempt = 0; ; attempt += 1) {
      this.#persistence.demandHope(draft.action);
      await this.budget.spend(draft.action, attempt > 0);
      const exchange = await this.#exchange(this.#signed(draft));
      const call: Call = { exchange, outcome: readOutcome(exchange) };
      witness?.(call, draft.action);
      if (!(await this.#persistence.again(draft.action, call.outcome, attempt, draft.isSetUp === true))) {
        return call;
      }
    }
  }

  close(): void {
    this.#sender.close();
  }

  /** The signature is checked while the response is waited for. */
  async #exchange({ request, check }: CheckedSigning): Promise<Exchange> {
    const sending = this.#sender.send(request);
    const checking = new Promise((resolve) => setImmediate(resolve)).then(check);
    const [exchange] = await Promise.all([sending, checking]);
    return exchange;
  }

  #signed(draft: Draft): CheckedSigning {
    const request = buildRequest({
      endpoint: this.#endpoint,
      method: draft.method,
      ...(draft.body === undefined ? {} : { body: draft.body }),
      ...(draft.query === undefined ? {} : { query: draft.query }),
      ...(draft.headers === undefined ? {} : { headers: draft.headers }),
    });
    const options = this.#signOptions(draft, draft.sign === 'query' ? 'query' : 'header');
    const { request: signed, check } = draft.sign === 'none' ? unsigned(request) : signForCheck(request, options);
    return { request: draft.alter === undefined ? signed : draft.alter(signed, options), check };
  }

  #signOptions(draft: Draft, place: SignOptions['place']): SignOptions {
    const identity = this.settings.identities[draft.as] ?? this.settings.identities.main;
    const {
      dateOffsetMs = 0,
      region,
      service,
      accessKeyId,
      secretAccessKey,
      sessionToken,
      ...rest
    } = draft.signing ?? {};
    const token = sessionToken ?? identity.sessionToken;
    return {
      ...rest,
      place,
      region: region ?? this.settings.region,
      service: service ?? 'ec2',
      date: new Date(Date.now() + this.clockAheadMs + dateOffsetMs),
      credentials: {
        accessKeyId: accessKeyId ?? identity.accessKeyId,
        secretAccessKey: secretAccessKey ?? identity.secretAccessKey,
        ...(token === undefined ? {} : { sessionToken: token }),
      },
    };
  }
}

function unsigned(request: HttpRequest): CheckedSigning {
  return { request, check: async () => undefined };
}
