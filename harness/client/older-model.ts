/** Members that a client never sent or never read: it may have an older model than the suite. */
import type { CaseForm, ClientCase, Json } from './fixture.ts';
import type { ClientOutcome } from './outcome.ts';

/** One call: what was asked for, what arrived and what the client reported. */
export interface MadeCall {
  readonly form: CaseForm;
  readonly outcome: ClientOutcome | undefined;
  readonly captured: readonly unknown[];
}

/** Top-level members of inputs and outputs, by what became of them in a run. */
export class MemberRecord {
  readonly #seen = new Set<string>();
  readonly #missed = new Set<string>();

  /** Notes one call. A case that may be refused, or that is an open question, proves nothing. */
  note({ mayRefuse, report }: ClientCase, { form, outcome, captured }: MadeCall): void {
    if (mayRefuse === true || report?.outcome === 'open') return;
    const sent = captured.length > 0;
    if (sent || outcome?.kind === 'clientError') this.#keep(Object.keys(form.input), sent);
    if (report?.outcome !== 'result' || outcome?.kind !== 'result') return;
    for (const [name, expected] of Object.entries(report.output ?? {})) {
      if (!isEmpty(expected)) this.#keep([name], !isEmpty(outcome.output[name]));
    }
  }

  /** Members that were refused without a request each time, or missing in the output each time; sorted. */
  missing(): readonly string[] {
    return [...this.#missed].filter((name) => !this.#seen.has(name)).sort();
  }

  #keep(names: readonly string[], isSeen: boolean): void {
    for (const name of names) (isSeen ? this.#seen : this.#missed).add(name);
  }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
