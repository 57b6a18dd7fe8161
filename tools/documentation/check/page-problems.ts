/** What is not as a page says when its commands are run. */
import { announcedCodes, type PageStep, stepsOfPage } from './page-steps.ts';
import { runPage, type StepOutcome, type Workplace } from './run-page.ts';
import { missingLine } from './shown-output.ts';
import { fileProblems, unrunProblems } from './traces.ts';

/** Empty for a page that works. Runs what is to be run; the reason why something is not is for others to judge. */
export async function pageProblems(
  page: string,
  place: Workplace,
  isRun: (step: PageStep) => boolean = runsHere,
  timeoutMs = 240_000,
): Promise<readonly string[]> {
  const { outcomes, traces, before, after } = await runPage(stepsOfPage(page).filter(isRun), place, timeoutMs);
  const wrong = outcomes.flatMap((outcome) => {
    const problem = problemOf(outcome);
    return problem === undefined ? [] : [`line ${outcome.step.line}: ${problem}\n${outcome.printed.slice(-3000)}`];
  });
  // A page that did not come to its end had no occasion to tidy up.
  if (wrong.length > 0) return [...wrong, ...unrunProblems(page)];
  return [...traces, ...fileProblems(page, before, after), ...unrunProblems(page)];
}

function runsHere({ notRun }: PageStep): boolean {
  return notRun === undefined;
}

function problemOf({ step: { command, shown }, printed, codes, ended }: StepOutcome): string | undefined {
  if (!ended) return `${command.trim()} did not come to its end`;
  const announced = announcedCodes(command);
  if (codes.join() !== announced.join()) {
    return `${command.trim()} ended with [${codes.join()}], the page says [${announced.join()}]`;
  }
  const missing = shown === undefined ? undefined : missingLine(shown, printed);
  return missing === undefined ? undefined : `${command.trim()} does not print ${missing}`;
}
