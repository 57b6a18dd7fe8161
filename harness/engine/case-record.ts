/** Keeps what happens in one case, decides its verdict, and makes its result. */

import type { Case, CodeStep } from '../cases/case.ts';
import { asData } from '../cases/case-file.ts';
import { sendsOf, stepsOf } from '../cases/case-text.ts';
import type { CaseResult, ExchangeFinding, ExchangeRecord } from '../checks/case-result.ts';
import type { CaseVerdict, Mismatch, MismatchKind } from '../checks/finding.ts';
import { describeExpected, type StepVerdict } from '../checks/judge-step.ts';
import { failedDependency, missingCapability, type Reason, reason } from '../checks/reason.ts';
import type { Call, CallWitness } from '../endpoint/caller.ts';
import { curlFor } from '../transcript/curl.ts';
import { recordExchange } from '../transcript/exchange-text.ts';
import { redact } from '../transcript/redact.ts';
import { commandLine } from '../transcript/shell.ts';
import type { Exchange } from '../wire/message.ts';
import type { PreparedSend } from './build-request.ts';
import type { Engine } from './engine.ts';
import { isNotImplemented } from './implemented-actions.ts';

/** A step that was sent, as far as the record keeps it. */
interface RecordedStep {
  readonly step: Pick<CodeStep, 'expect'>;
  readonly prepared: PreparedSend;
  readonly call: Pick<Call, 'outcome'>;
  readonly companion?: Pick<Call, 'outcome'>;
  /** Index of the exchange that is judged. */
  readonly exchange: number;
}

/** A step that was recorded, and what happened in it. */
type LastStep = RecordedStep & { readonly happened: string };

type FailedStep = Extract<StepVerdict, { kind: 'fail' }>;

/** The record of one attempt at a case: exchanges, findings and calls, made into a {@link CaseResult} at the end. */
export class CaseRecord {
  readonly #engine: Engine;
  readonly #case: Case;
  readonly #startedAt = performance.now();
  readonly #kept: Exchange[] = [];
  readonly #findings: ExchangeFinding[] = [];
  readonly #calls: Record<string, number>;
  readonly #sent: string[] = [];
  readonly #expected: string[] = [];
  readonly #observed: string[] = [];
  /** Some call was answered with 501. */
  #hasNotImplemented = false;
  #last: LastStep | undefined;
  #removed: readonly string[] = [];

  /** Counts every call of the case, set-up included. */
  readonly witness: CallWitness = ({ exchange, outcome }, action) => {
    this.#calls[action] = (this.#calls[action] ?? 0) + 1;
    if (exchange.failure !== undefined) {
      this.#kept.push(exchange);
    }
    this.#hasNotImplemented ||= isNotImplemented(outcome);
  };

  /** `calls`: made for this case before, on an attempt that is not reported. */
  constructor(engine: Engine, testCase: Case, calls: Readonly<Record<string, number>> = {}) {
    this.#calls = { ...calls };
    this.#engine = engine;
    this.#case = testCase;
  }

  /** Made so far, by action: the counts themselves, which go on counting. */
  get calls(): Readonly<Record<string, number>> {
    return this.#calls;
  }

  /** How many findings of general checks have mismatches so far. */
  get mismatching(): number {
    return this.#findings.filter(({ mismatches }) => mismatches.length > 0).length;
  }

  /** Keeps an exchange for the report. */
  keep(exchange: Exchange): void {
    this.#kept.push(exchange);
  }

  /** Index of an exchange that was kept. */
  indexOf(exchange: Exchange): number {
    return this.#kept.indexOf(exchange);
  }

  finding(finding: ExchangeFinding): void {
    this.#findings.push(finding);
  }

  /** `removed`: given things that went with the step, by name. */
  step(sent: RecordedStep, happened: string, removed: readonly string[]): void {
    const { expect } = sent.step;
    this.#removed = [...this.#removed, ...removed];
    this.#sent.push(sentText(sent.prepared));
    const { scene, operation } = this.#engine;
    const { terms } = operation.domain;
    const isStateless = !scene.hasState(this.#case);
    this.#expected.push(
      expect.length === 0
        ? 'an open question: any response'
        : expect.map((response) => describeExpected(response, terms, isStateless)).join('\nor: '),
    );
    this.#observed.push(happened);
    this.#last = { ...sent, happened };
  }

  /** The result after the last step was judged. */
  judged(verdict: StepVerdict | undefined): CaseResult {
    const last = this.#last;
    if (verdict === undefined || last === undefined) {
      return this.result('error', reason('suite-error', 'a mistake of the suite: the case has no step'));
    }
    const { action } = last.prepared;
    if (verdict.kind !== 'pass' && this.#engine.actions.isMissing(action)) return this.lacking(action);
    if (this.#case.repeated !== undefined && isRefusedBeside(last)) {
      return this.#make('pass', { answer: 'one of two concurrent requests was refused' });
    }
    if (verdict.kind === 'fail') return this.#failed(verdict, last);
    return this.#make(verdict.kind === 'pass' ? 'pass' : 'observed', { answer: verdict.answer });
  }

  /** `last`: the step that failed. */
  #failed(verdict: FailedStep, { step: { expect }, call: { outcome }, exchange, happened }: LastStep): CaseResult {
    const { mismatches } = verdict;
    const isOnlyOf = (...kinds: readonly MismatchKind[]) => mismatches.every(({ kind }) => kinds.includes(kind));
    if (isNotImplemented(outcome)) return this.result('not-implemented', notImplemented);
    // What a check of every response says of this one is not said again.
    const isServerError = 'status' in outcome && outcome.status >= 500 && isOnlyOf('status', 'code');
    const general = isServerError ? this.#generalFailures(exchange) : [];
    if (general.length > 0) {
      const message = `the only mismatch is that the response is a server error, which fails ${general.join(', ')}`;
      return this.result('blocked', failedDependency(general, message));
    }
    if (outcome.kind === 'unreadable' && isOnlyOf('code', 'body')) {
      return this.result(
        'blocked',
        reason('unreadable-error', `the status is right, but the response cannot be read: ${happened}`),
      );
    }
    // A success that changed nothing, where a refusal with a certain code was due.
    const isRefusalDue = expect.every(({ code }) => code !== undefined && !code.includes('*'));
    const isSilent = outcome.kind === 'success' && isRefusalDue && isOnlyOf('status', 'code');
    const refusal = isSilent ? this.#refusalDue() : undefined;
    return refusal === undefined
      ? this.#make('fail', { mismatches, failed: failedOf(this.#case, verdict) })
      : this.#make('fail', { mismatches, failed: [refusal], further: [refusal] });
  }

  /** The requirement that the request is refused at all, where those of the case say what matches. */
  #refusalDue(): string | undefined {
    const { refusal } = this.#engine.operation;
    const { requirements } = this.#case;
    const isOther = refusal !== undefined && requirements.length > 0 && requirements.every(refusal.isOnMatching);
    return isOther ? refusal.requirement : undefined;
  }

  /** The result of a case that sends an action which the target lacks: the one under test, or another that it needs. */
  lacking(action: string): CaseResult {
    return action === this.#engine.operation.action
      ? this.#make('not-implemented', {
          reason: reason('not-implemented', `the target does not know the action ${action}`),
        })
      : this.#make('not-applicable', { reason: missingCapability([`the action ${action}`], 'case') });
  }

  /** Requirements on every response that the one of this exchange fails by its status. */
  #generalFailures(judged: number): readonly string[] {
    return this.#findings
      .filter(({ exchange, mismatches }) => exchange === judged && mismatches.some(({ kind }) => kind === 'status'))
      .map(({ requirement }) => requirement);
  }

  /** The result of a case that needs what the target is declared to have and has not. */
  falselyClaimed(claims: readonly { readonly name: string; readonly why: string }[]): CaseResult {
    const names = claims.map(({ name }) => name).join(', ');
    this.#expected.push(`${names}: there, as declared`);
    this.#observed.push(`${names}: not there`);
    const mismatches = claims.map(
      ({ name, why }): Mismatch => ({
        kind: 'capability',
        at: `capability ${name}`,
        expected: 'there, as declared',
        observed: why,
      }),
    );
    return this.#make('fail', { mismatches });
  }

  /** The result of a case without a verdict. */
  result(verdict: CaseVerdict, why: Reason): CaseResult {
    const isNotImplemented = this.#hasNotImplemented && verdict === 'untestable';
    return this.#make(isNotImplemented ? 'not-implemented' : verdict, { reason: why });
  }

  #make(
    verdict: CaseVerdict,
    more: {
      answer?: string;
      mismatches?: readonly Mismatch[];
      reason?: Reason;
      failed?: readonly string[] | undefined;
      /** Requirements that the case is about as well, as its response shows. */
      further?: readonly string[];
    },
  ): CaseResult {
    const { id, title, requirements, control, given } = this.#case;
    const data =
      verdict === 'fail' || this.#findings.some(({ mismatches }) => mismatches.length > 0)
        ? asData(this.#case)
        : undefined;
    const clean = (text: string) => redact(text, this.#engine.secrets);
    return {
      id,
      kind: 'fixture',
      title,
      requirements: [...requirements, ...(more.further ?? [])],
      verdict,
      ...(more.answer === undefined ? {} : { answer: clean(more.answer) }),
      ...(more.failed === undefined ? {} : { failed: more.failed }),
      ...(control === undefined ? {} : { control }),
      given,
      sent: clean(this.#sent.join('\n\nthen\n')),
      expected: this.#expected.join('\n\nthen\n'),
      observed: clean(this.#observed.join('\n\nthen\n')),
      mismatches: (more.mismatches ?? []).map((one) => ({
        ...one,
        expected: clean(one.expected),
        observed: clean(one.observed),
      })),
      exchanges: this.#exchanges(),
      findings: this.#findings,
      calls: this.#calls,
      durationMs: performance.now() - this.#startedAt,
      reproduce: this.#reproduce(),
      ...(data === undefined ? {} : { replay: data }),
      ...this.#warning(),
      ...(more.reason === undefined ? {} : { reason: { ...more.reason, message: clean(more.reason.message) } }),
    };
  }

  #warning(): Pick<CaseResult, 'warning'> {
    if (this.#case.asksNoRemoval !== true || this.#removed.length === 0) return {};
    const { domain } = this.#engine.operation;
    const text = `removed ${this.#removed.map((name) => domain.describeGiven(this.#case, name)).join(', ')}`;
    return { warning: { kind: 'removed', text } };
  }

  #exchanges(): readonly ExchangeRecord[] {
    return this.#kept.map((exchange) => recordExchange(exchange, this.#engine.secrets));
  }

  #reproduce(): CaseResult['reproduce'] {
    const { endpoint, region, insecure = false } = this.#engine.caller.settings;
    const { action } = this.#engine.operation;
    const last = this.#kept.at(-1);
    const as = this.#case.send.as;
    // curl signs as usual: where the signature is what the case is about, its line would show nothing.
    const hasOwnSignature = stepsOf(this.#case)
      .flatMap(sendsOf)
      .some(({ signing, alter }) => signing !== undefined || alter !== undefined);
    const curl =
      last === undefined || hasOwnSignature
        ? ''
        : curlFor(last.request, { endpoint, region, insecure, ...(as === undefined ? {} : { as }) });
    return {
      curl,
      command: commandLine([
        'run',
        '--operation',
        action,
        '--endpoint',
        endpoint,
        '--region',
        region,
        '--only',
        this.#case.id,
      ]),
    };
  }
}

/** One of two concurrent requests was refused, so that its effect is not due. */
function isRefusedBeside({ call, companion }: LastStep): boolean {
  return companion !== undefined && [call, companion].some(({ outcome }) => outcome.kind !== 'success');
}

/**
 * Of a case whose given things decide requirements of their own: those that failed. Where one went that should have stayed,
 * it is that one's; whatever else happened, it is not known which it is owed to. Undefined: all that it is about.
 */
function failedOf(
  { judges, requirements }: Case,
  { mismatches, missing, left }: FailedStep,
): readonly string[] | undefined {
  if (judges === undefined) return undefined;
  const [name = ''] = missing;
  const decided = judges[name];
  const isOne = missing.length === 1 && left.length === 0 && mismatches.every(({ kind }) => kind === 'state');
  if (isOne && decided !== undefined) return [decided];
  const ofGiven = new Set(Object.values(judges));
  return requirements.filter((id) => !ofGiven.has(id));
}

const notImplemented = reason('not-implemented', 'the target says that it does not implement this (501)');

function sentText({ draft, action, params }: PreparedSend): string {
  const how = [
    draft.method,
    ...(draft.sign === 'header' ? [] : [`signature: ${draft.sign}`]),
    ...(draft.as === 'main' ? [] : [`as ${draft.as}`]),
  ];
  return [`${action || 'no Action'} (${how.join(', ')})`, ...params.map(([name, value]) => `${name}=${value}`)].join(
    '\n',
  );
}
