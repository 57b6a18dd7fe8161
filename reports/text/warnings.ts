/** What a user of the target should know of, whatever the verdict: it stands near the top of the reports that people read. */
import type { Warning } from '../../harness/checks/case-result.ts';
import { visibleLine } from '../../harness/transcript/visible-text.ts';
import { uniqueId } from '../lookup.ts';
import type { CaseReport, Report } from '../report.ts';

/** Warnings of one kind, under the title that they have in every report. */
export interface WarningGroup {
  readonly title: string;
  readonly warnings: readonly WarningLine[];
}

/** A case with its warning; `id` is unique in the report, and all texts are one printable line. */
export interface WarningLine {
  readonly id: string;
  /** What was asked: the title of the case. */
  readonly title: string;
  /** The first requirement that it is about, by its id that is unique in the report. */
  readonly requirement: string;
  readonly text: string;
}

const titles: readonly (readonly [Warning['kind'], string])[] = [
  ['removed', 'Removed without being asked'],
  ['undone', 'Undone where two requests met'],
];

/** The kinds that the report has warnings of. */
export function warningGroups(report: Report): readonly WarningGroup[] {
  return titles.flatMap(([kind, title]) => {
    const warnings = report.cases.flatMap((one) =>
      one.warning?.kind === kind ? [lineOf(one, one.warning.text, report)] : [],
    );
    return warnings.length === 0 ? [] : [{ title, warnings }];
  });
}

function lineOf(one: CaseReport, text: string, report: Report): WarningLine {
  const { operation, requirements } = one;
  const requirement = uniqueId({ operation, id: requirements[0] ?? '' }, report);
  return { id: uniqueId(one, report), title: visibleLine(one.title), requirement, text: visibleLine(text) };
}
