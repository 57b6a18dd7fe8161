/** A comparison of two reports, and a matrix of several, as pages. */
import type { Comparison, RequirementChange } from '../compare.ts';
import type { Report, RequirementReport } from '../report.ts';
import { countsText, verdictWords } from '../text/verdict-line.ts';
import type { TablePage, TableSection } from './table-page.ts';

/** What decides is first. */
export function comparisonPage(before: Report, after: Report, comparison: Comparison): TablePage {
  const { regressed, fixed, changed, added, gone, askedNow, notAsked, answers, isSameSuite } = comparison;
  const counts = [
    `${regressed.length} regressed`,
    `${fixed.length} fixed`,
    `${changed.length} changed`,
    `${added.length} new`,
    `${gone.length} removed`,
    ...(askedNow.length === 0 ? [] : [`${askedNow.length} asked in the second run only`]),
    ...(notAsked.length === 0 ? [] : [`${notAsked.length} not asked in the second run`]),
    `${answers.length} with another response`,
  ];
  return {
    title: `${nameOf(before)} to ${nameOf(after)}: ${regressed.length === 0 ? 'no regression' : 'regressed'}`,
    lead: [
      `${counts.join(', ')}.`,
      ...(isSameSuite
        ? []
        : [
            'The two reports come from different versions of the suite, which may explain new and removed requirements.',
          ]),
    ],
    sections: [
      changes('Regressed', regressed),
      changes('Fixed', fixed),
      changes('Changed', changed),
      requirements('New', added),
      requirements('Removed', gone),
      requirements('Asked in the second run only', askedNow),
      requirements('Not asked in the second run', notAsked),
      {
        title: 'Other responses',
        head: ['case', 'before', 'after'],
        rows: answers.map(({ id, from, to }) => [id, from, to]),
      },
    ],
  };
}

/** Requirements by implementations, topic by topic, then how each responded to open questions. */
export function matrixPage(reports: readonly Report[]): TablePage {
  const names = uniqueNames(reports);
  const digests = new Set(reports.map(({ suite }) => suite.digest));
  return {
    title: `${reports.length} implementations`,
    lead:
      digests.size === 1
        ? []
        : [
            'These reports come from different versions of the suite: a dash is a requirement that a report does not have.',
          ],
    sections: [
      {
        title: 'Verdicts',
        head: ['implementation', 'verdict', 'requirements', 'tested'],
        rows: reports.map((one, index) => [
          names[index] ?? '',
          verdictWords(one),
          countsText(one),
          one.startedAt.slice(0, 10),
        ]),
      },
      ...topicSections(reports, names),
      answerSection(reports, names),
    ],
  };
}

/** The name of a report in a comparison. */
function nameOf({ target, mode, suite }: Report): string {
  return target.name ?? target.endpoint ?? `${mode} tested by ${suite.name}`;
}

function uniqueNames(reports: readonly Report[]): readonly string[] {
  const names = reports.map(nameOf);
  return names.map((name, index) => (names.indexOf(name) === index ? name : `${name} (${index + 1})`));
}

function changes(title: string, all: readonly RequirementChange[]): TableSection {
  return {
    title,
    head: ['requirement or case', 'level', 'before', 'after', 'what'],
    rows: all.flatMap(({ id, level, statement, from, to, cases }) => [
      [id, level, from, to, statement],
      ...cases.map((one) => [`- ${one.id}`, '', one.from, one.to, one.observed]),
    ]),
  };
}

function requirements(title: string, all: readonly RequirementReport[]): TableSection {
  return {
    title,
    head: ['requirement', 'level', 'verdict', 'statement'],
    rows: all.map(({ id, level, verdict, statement }) => [id, level, verdict, statement]),
  };
}

function topicSections(reports: readonly Report[], names: readonly string[]): readonly TableSection[] {
  const isOne = new Set(reports.flatMap(({ operations }) => operations)).size === 1;
  const titleOf = ({ operation, topic }: RequirementReport): string => (isOne ? topic : `${operation}: ${topic}`);
  const keyOf = ({ operation, id }: RequirementReport): string => `${operation} ${id}`;
  const all = new Map(
    reports.flatMap((one) => one.requirements.map((requirement) => [keyOf(requirement), requirement])),
  );
  const byReport = reports.map((one) => new Map(one.requirements.map((each) => [keyOf(each), each.verdict])));
  const titles = [...new Set([...all.values()].map(titleOf))];
  return titles.map((title) => ({
    title,
    head: ['requirement', 'level', ...names],
    rows: [...all.values()]
      .filter((one) => titleOf(one) === title)
      .map((one) => [one.id, one.level, ...byReport.map((verdicts) => verdicts.get(keyOf(one)) ?? '-')]),
  }));
}

function answerSection(reports: readonly Report[], names: readonly string[]): TableSection {
  const answers = reports.map(({ observations }) => new Map(observations.map(({ id, answer }) => [id, answer])));
  const ids = [...new Set(answers.flatMap((one) => [...one.keys()]))];
  return {
    title: 'Responses to open questions',
    head: ['case', ...names],
    rows: ids.map((id) => [id, ...answers.map((one) => one.get(id) ?? '-')]),
  };
}
