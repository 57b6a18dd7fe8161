/** Asks about one action: its controls, then its other probes; judges each response, and asks again what failed. */
import type { ExchangeRecord } from '../checks/case-result.ts';
import type { Mismatch } from '../checks/finding.ts';
import type { Outcome } from '../checks/outcome.ts';
import type { Caller, UnsignedRequest } from '../endpoint/caller.ts';
import { TransportProblem } from '../endpoint/problem.ts';
import type { Action, ServiceModel } from '../service-model/model.ts';
import { curlFor } from '../transcript/curl.ts';
import { recordExchange } from '../transcript/exchange-text.ts';
import { secretsOf } from '../transcript/redact.ts';
import { bounded } from '../transcript/visible-text.ts';
import type { Exchange } from '../wire/message.ts';
import { encodeForm } from '../wire/query.ts';
import type { ActionResult, Cell, DryRunState } from './action-result.ts';
import type { PlannedAction } from './plan-sweep.ts';
import { makeProbe, nextPage, type Probe, type ProbeContext } from './probe.ts';
import type { ProbeKind } from './probe-kind.ts';
import { refuseUnsafe } from './safe-probe.ts';
import type { SweepList } from './sweep-actions.ts';
import {
  decodedOutput,
  isCarriedOut,
  isNotOffered,
  isProvenDryRun,
  isSuccess,
  outcomeWords,
  type SweepCheck,
  type SweepSubject,
  type SweepSuite,
} from './sweep-subject.ts';

/** What the requests of every action need. */
export interface SweepAccess {
  readonly suite: SweepSuite;
  readonly model: ServiceModel;
  readonly list: SweepList;
  readonly caller: Caller;
  readonly context: ProbeContext;
  /** How the target responds to an action that does not exist; undefined until it was asked. */
  readonly toAbsentAction: () => Outcome | undefined;
  /** Takes one of the calls that confirm failures; false if none is left. */
  readonly mayConfirm: () => boolean;
  /** Called before a request of an action that changes something; false if such requests are over for this run. */
  readonly maySendDryRun: () => boolean;
  /** Called when a dry run was carried out. */
  readonly onCarriedOut: (subject: SweepSubject) => Promise<void>;
}

/** Sends the probes that are planned for an action, as long as something is learnt from them. */
export async function sweepAction(planned: PlannedAction, access: SweepAccess): Promise<ActionResult> {
  const { action, use } = planned;
  if (use.kind === 'not-sent') {
    return {
      action: action.name,
      use: use.why,
      dryRun: use.why === 'no-dry-run' ? 'none' : 'not-covered',
      cells: [],
      sent: [],
    };
  }
  const asking = new ActionSweep(action, access);
  for (const kind of planned.probes) {
    const probe = makeProbe(kind, action, use, access.context);
    if (probe === undefined || asking.isPointless(probe)) continue;
    if (!probe.isRead && !access.maySendDryRun()) break;
    await asking.ask(probe);
  }
  return asking.result(use.kind, planned);
}

/** Sends the dry run of an action once more, to see whether it creates something again. */
export async function repeatDryRun({ action, use }: PlannedAction, access: SweepAccess): Promise<void> {
  const probe = use.kind === 'not-sent' ? undefined : makeProbe('dry-run', action, use, access.context);
  if (probe !== undefined) await new ActionSweep(action, access).ask(probe);
}

/** Sends the action that does not exist. */
export async function sweepAbsentAction(
  probe: Probe,
  access: SweepAccess,
): Promise<{ readonly result: ActionResult; readonly outcome: Outcome | undefined }> {
  const asking = new ActionSweep(undefined, access);
  const outcome = await asking.ask(probe);
  const result = {
    ...asking.result('absent', { possible: ['unknown-action'], probes: ['unknown-action'] }),
    action: probe.action,
  };
  return { result, outcome };
}

class ActionSweep {
  readonly #action: Action | undefined;
  readonly #access: SweepAccess;
  readonly #cells = new Map<string, Cell>();
  readonly #sent: ProbeKind[] = [];
  #read: Outcome | undefined;
  #dryRun: Outcome | undefined;
  #isOffered: boolean | undefined;
  #trouble: string | undefined;

  constructor(action: Action | undefined, access: SweepAccess) {
    this.#action = action;
    this.#access = access;
  }

  /** Nothing is learnt from it: the target does not offer the action, or does not answer the read without a defect. */
  isPointless(probe: Probe): boolean {
    if (this.#trouble !== undefined) return true;
    if (probe.kind === 'read') return false;
    if (this.#isOffered === false) return true;
    const needsRead = probe.isRead && probe.kind !== 'dry-run' && probe.kind !== 'denied-dry-run';
    return needsRead && !isSuccess(this.#read);
  }

  /** Returns the response; undefined if there was none. */
  async ask(probe: Probe): Promise<Outcome | undefined> {
    try {
      const subject = await this.#send(probe);
      this.#remember(subject);
      if (this.#isOffered === false) return subject.outcome;
      if (!probe.isRead && isCarriedOut(subject.outcome)) await this.#access.onCarriedOut(subject);
      await this.#judge(subject);
      const token = probe.kind === 'read' ? tokenIn(subject) : undefined;
      if (token !== undefined && this.#access.mayConfirm())
        await this.ask(nextPage(probe, token.parameter, token.value));
      return subject.outcome;
    } catch (problem) {
      if (!(problem instanceof TransportProblem)) throw problem;
      this.#trouble = problem.message;
      return undefined;
    }
  }

  result(
    use: ActionResult['use'],
    { possible, probes: planned }: Pick<PlannedAction, 'possible' | 'probes'>,
  ): ActionResult {
    const control = use === 'read' ? this.#read : this.#dryRun;
    const cells = this.#access.suite.checks.flatMap(({ requirement, probes, of, isOptional }): readonly Cell[] => {
      const cell = this.#cells.get(requirement);
      if (cell !== undefined) return [cell];
      const isOther = of !== undefined && (of === 'changes') !== (use === 'dry-run');
      const isOpen =
        !isOther && isOptional !== true && this.#isOffered !== false && probes.some((kind) => possible.includes(kind));
      if (!isOpen) return [];
      return [{ requirement, verdict: probes.some((kind) => planned.includes(kind)) ? 'no-control' : 'not-covered' }];
    });
    return {
      action: this.#action?.name ?? '',
      use,
      ...(this.#isOffered === undefined ? {} : { isOffered: this.#isOffered }),
      dryRun: this.#dryRunState(possible),
      ...(control === undefined ? {} : { response: outcomeWords(control) }),
      cells,
      sent: this.#sent,
      ...(this.#trouble === undefined ? {} : { trouble: this.#trouble }),
    };
  }

  #dryRunState(possible: readonly ProbeKind[]): DryRunState {
    if (!possible.includes('dry-run')) return 'none';
    if (this.#isOffered === false) return 'not-offered';
    const outcome = this.#dryRun;
    if (outcome === undefined) return 'not-covered';
    if (isProvenDryRun(outcome)) return 'proven';
    return isCarriedOut(outcome) ? 'carried-out' : 'refused-earlier';
  }

  #remember({ probe, outcome }: SweepSubject): void {
    this.#sent.push(probe.kind);
    if (probe.kind === 'read') this.#read = outcome;
    if (probe.kind === 'dry-run') this.#dryRun = outcome;
    if (probe.kind === 'unknown-action' || outcome.kind === 'no-response') return;
    this.#isOffered = this.#isOffered === true || !isNotOffered(outcome, this.#access.toAbsentAction());
  }

  async #send(probe: Probe): Promise<SweepSubject> {
    const { caller, list, model, context } = this.#access;
    refuseUnsafe(probe, list, model);
    const { exchange, outcome } = await caller.send(unsigned(probe));
    const control = probe.isDryRun && !probe.isRead ? this.#dryRun : this.#read;
    return {
      ...(this.#action === undefined ? {} : { action: this.#action }),
      apiVersion: context.apiVersion,
      probe,
      exchange,
      outcome,
      ...(control === undefined ? {} : { control }),
    };
  }

  /** A failure counts if the same request fails the same requirement again; one that was carried out is never sent again. */
  async #judge(subject: SweepSubject): Promise<void> {
    const due = this.#access.suite.checks.filter((check) => isJudgedBy(check, subject));
    const failed = new Map(due.map((check) => [check, check.judge?.(subject) ?? []]).filter(isFailure));
    const isFinal = !subject.probe.isRead && isCarriedOut(subject.outcome);
    const repeated = failed.size === 0 || isFinal ? undefined : await this.#again(subject);
    for (const check of due) {
      const mismatches = failed.get(check);
      if (mismatches === undefined) this.#keep(passed(check, subject));
      else if (isFinal) this.#keep(this.#failure(check, 'fail', mismatches, subject));
      else if (repeated === undefined) this.#keep(this.#failure(check, 'unconfirmed', mismatches, subject));
      else {
        const again = isJudgedBy(check, repeated) ? (check.judge?.(repeated) ?? []) : [];
        this.#keep(this.#failure(check, again.length > 0 ? 'fail' : 'flaky', mismatches, subject));
      }
    }
  }

  async #again({ probe }: SweepSubject): Promise<SweepSubject | undefined> {
    return this.#access.mayConfirm() ? this.#send(probe) : undefined;
  }

  #failure(
    { requirement }: SweepCheck,
    verdict: 'fail' | 'unconfirmed' | 'flaky',
    mismatches: readonly Mismatch[],
    { exchange, probe }: SweepSubject,
  ): Cell {
    return {
      requirement,
      verdict,
      mismatches: mismatches.map((one) => ({ ...one, observed: this.#access.caller.display(one.observed) })),
      ...failureRecord(exchange, this.#access, probe),
    };
  }

  /** Keeps the worst verdict of several probes. */
  #keep(cell: Cell): void {
    const known = this.#cells.get(cell.requirement);
    if (known === undefined || ranks.indexOf(cell.verdict) < ranks.indexOf(known.verdict)) {
      this.#cells.set(cell.requirement, cell);
    }
  }
}

/** The exchange that shows a failure, fit to be written down, and a line that sends its request again. */
export function failureRecord(
  exchange: Exchange,
  { caller }: SweepAccess,
  { as, signature }: Pick<Probe, 'as' | 'signature'>,
): Pick<Cell, 'exchange' | 'curl'> {
  const { endpoint, region, identities, insecure = false } = caller.settings;
  const secrets = secretsOf(Object.values(identities).filter((identity) => identity !== undefined));
  return {
    exchange: shortened(recordExchange(exchange, secrets)),
    // curl signs as usual: of a request with another signature its line would show nothing.
    curl:
      signature === 'valid' || signature === 'none'
        ? curlFor(exchange.request, { endpoint, region, as, insecure })
        : '',
  };
}

/** Longest text of a message that a failure keeps: a run may have hundreds of them. */
const messageLimit = 4_000;

function shortened({ request, response, ...rest }: ExchangeRecord): ExchangeRecord {
  return { ...rest, request: bounded(request, messageLimit), response: bounded(response, messageLimit) };
}

/** Worst first. */
const ranks: readonly Cell['verdict'][] = [
  'fail',
  'unconfirmed',
  'flaky',
  'pass',
  'observed',
  'no-control',
  'not-covered',
];

function isFailure(entry: (SweepCheck | readonly Mismatch[])[]): entry is [SweepCheck, readonly Mismatch[]] {
  const [, mismatches] = entry;
  return Array.isArray(mismatches) && mismatches.length > 0;
}

function isJudgedBy({ probes, applies }: SweepCheck, subject: SweepSubject): boolean {
  return probes.includes(subject.probe.kind) && applies(subject);
}

function passed({ requirement, observe }: SweepCheck, subject: SweepSubject): Cell {
  return observe === undefined
    ? { requirement, verdict: 'pass' }
    : { requirement, verdict: 'observed', answer: observe(subject) };
}

/** A secret that nobody has. */
const otherSecret = 'ec2-conformance-other-secret';
const hourAgoMs = -3_600_000;

function unsigned({ action, method, pairs, as, signature }: Probe): UnsignedRequest {
  const form = encodeForm(pairs);
  return {
    action,
    method,
    ...(method === 'GET' ? { query: form } : { body: form }),
    sign: signature === 'none' ? 'none' : 'header',
    as,
    ...(signature === 'wrong' ? { signing: { secretAccessKey: otherSecret } } : {}),
    ...(signature === 'expired' ? { signing: { dateOffsetMs: hourAgoMs } } : {}),
  };
}

/** The token of a page, and the parameter that takes it; only where the model pairs them. */
function tokenIn(subject: SweepSubject): { readonly parameter: string; readonly value: string } | undefined {
  const member = subject.action?.input.members.get('NextToken');
  const value = isSuccess(subject.outcome) ? decodedOutput(subject)?.output['NextToken'] : undefined;
  if (member === undefined || typeof value !== 'string' || value === '') return undefined;
  return { parameter: member.queryName, value };
}
