/** A result as the report keeps it: whatever a target managed to put into it is visible and of bounded size. */
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { Mismatch } from '../harness/checks/finding.ts';
import { bounded, displayLimit, visible } from '../harness/transcript/visible-text.ts';
import type { CaseReport } from './report.ts';

/** Longest of the texts that a person reads before the exchange itself, in UTF-16 units. */
const textLimit = 8_000;

/** The result without its findings, which become cases of their own (general-checks.ts). */
export function caseReport(operation: string, result: CaseResult): CaseReport {
  const { findings: _, explainedBy: __, ...rest } = result;
  return boundedCase({ operation, ...rest });
}

/** The case with every text visible and of bounded size. */
export function boundedCase<Case extends Omit<CaseResult, 'findings' | 'explainedBy'>>(one: Case): Case {
  return {
    ...one,
    title: text(one.title),
    sent: text(one.sent),
    expected: text(one.expected),
    observed: text(one.observed),
    mismatches: one.mismatches.map((mismatch) => boundedMismatch(mismatch, text)),
    exchanges: one.exchanges.map((exchange) => ({
      ...exchange,
      request: bounded(visible(exchange.request), displayLimit),
      response: bounded(visible(exchange.response), displayLimit),
    })),
    reproduce: { curl: whole(one.reproduce.curl), command: whole(one.reproduce.command) },
    ...(one.answer === undefined ? {} : { answer: text(one.answer) }),
    ...(one.reason === undefined ? {} : { reason: { ...one.reason, message: text(one.reason.message) } }),
  };
}

/** The mismatch with its texts made shorter by `shorten`. */
export function boundedMismatch(one: Mismatch, shorten: (text: string) => string): Mismatch {
  return { ...one, at: shorten(one.at), expected: shorten(one.expected), observed: shorten(one.observed) };
}

function text(long: string): string {
  return bounded(visible(long), textLimit);
}

/** Half a command is worse than none. */
function whole(command: string): string {
  return command.length > displayLimit ? '' : command;
}
