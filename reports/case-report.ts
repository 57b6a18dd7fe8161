/** A result as the report keeps it: whatever a target managed to put into it is visible and of bounded size. */
import type { CaseResult } from '../harness/judgement/case-result.ts';
import { bounded, displayLimit, visible } from '../harness/transcript/visible-text.ts';
import type { CaseReport } from './report.ts';

/** Longest of the texts that a person reads before the exchange itself, in UTF-16 units. */
const textLimit = 8_000;

/** The result without its findings, which become cases of their own (every-answer.ts). */
export function caseReport(result: CaseResult): CaseReport {
  const { findings: _, ...rest } = result;
  return {
    ...rest,
    title: text(result.title),
    sent: text(result.sent),
    expected: text(result.expected),
    observed: text(result.observed),
    mismatches: result.mismatches.map(({ at, expected, observed }) => ({
      at: text(at),
      expected: text(expected),
      observed: text(observed),
    })),
    exchanges: result.exchanges.map((exchange) => ({
      ...exchange,
      request: bounded(visible(exchange.request), displayLimit),
      response: bounded(visible(exchange.response), displayLimit),
    })),
    reproduce: { curl: whole(result.reproduce.curl), command: whole(result.reproduce.command) },
    ...(result.answer === undefined ? {} : { answer: text(result.answer) }),
    ...(result.explanation === undefined ? {} : { explanation: text(result.explanation) }),
  };
}

function text(long: string): string {
  return bounded(visible(long), textLimit);
}

/** Half a command is worse than none. */
function whole(command: string): string {
  return command.length > displayLimit ? '' : command;
}
