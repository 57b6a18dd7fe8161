/** docs/coverage.md: every sentence of the specification and every fact, and what becomes of it. */
import type { Requirement } from '../../harness/register/requirement.ts';
import { cell, code } from './markdown.ts';
import { casesOf, faultsOf, type Material, pagePath, type WholeSpecification } from './material.ts';

/** More are told as a number: the page of the requirement lists them all. */
const mostNamed = 3;

const introduction = [
  '# What is tested of what is known',
  '',
  'Every sentence and table row of the specification ([outline.json](../fixtures/spec/outline.json)) and every further',
  'fact ([facts.json](../fixtures/spec/facts.json)): the requirements that test it, their cases, and the faults that turn',
  'them red; or why it is not tested. A fault is one way to be wrong, put into a right target; the page of each requirement',
  "lists them all. The project's own tests prove that each is caught by the requirement it breaks, but those that bite on",
  'rare values only, which generated requests look for: [kill-matrix.md](../reports/kill-matrix.md) says how often they',
  'find them.',
  '',
];

interface Entry {
  readonly id: string;
  readonly says: string;
}

/** A requirement that tests an entry, and where it stands. */
interface Testing {
  readonly material: Material;
  readonly requirement: Requirement;
}

export function coveragePage(all: readonly Material[]): string {
  const { outline, facts } = specificationOf(all);
  const says = ({ id, grade, states }: WholeSpecification['facts'][number]) => ({ id, says: `${states} (${grade})` });
  const sections = [...new Set(outline.map(({ section }) => section))].map((name) => ({
    name,
    entries: outline.filter(({ section }) => section === name),
  }));
  const areas = [...new Set(facts.map(({ area }) => area))].map((name) => ({
    name,
    entries: facts.filter(({ area }) => area === name).map(says),
  }));
  return [
    ...introduction,
    ...summary(all),
    '',
    '## The specification',
    ...sections.flatMap((one) => part(one, all)),
    '',
    '## Facts',
    ...areas.flatMap((one) => part(one, all)),
    '',
  ].join('\n');
}

interface Part {
  readonly name: string;
  readonly entries: readonly Entry[];
}

function part({ name, entries }: Part, all: readonly Material[]): readonly string[] {
  const { excluded } = specificationOf(all);
  return [
    '',
    `### ${name}`,
    '',
    '| entry | says | tested by | cases | killed by |',
    '| --- | --- | --- | --- | --- |',
    ...entries.map((entry) => row(entry, testingOf(entry.id, all), excluded)),
  ];
}

function specificationOf([first]: readonly Material[]): WholeSpecification {
  return first?.specification ?? { outline: [], facts: [], excluded: [] };
}

/** The first operation's where it has any: what further operations take over is not told twice. */
function testingOf(entry: string, all: readonly Material[]): readonly Testing[] {
  const found = all.map((material) =>
    material.requirements
      .filter(({ outline, facts }) => [...outline, ...facts].includes(entry))
      .map((requirement) => ({ material, requirement })),
  );
  return found.find((testing) => testing.length > 0) ?? [];
}

function summary(all: readonly Material[]): readonly string[] {
  const { outline, facts } = specificationOf(all);
  const count = (entries: readonly Pick<Entry, 'id'>[]): string => {
    const tested = entries.filter(({ id }) => testingOf(id, all).length > 0).length;
    return `| ${entries.length} | ${tested} | ${entries.length - tested} |`;
  };
  const sizes = all.map(
    ({ operation, requirements, cases, clientCases, clientProperties, faults }) =>
      `| ${operation} | ${requirements.length} | ${cases.length} | ${clientCases.length + clientProperties.length} | ${faults.length} |`,
  );
  return [
    '|  | entries | tested | not tested |',
    '| --- | --: | --: | --: |',
    `| specification ${count(outline)}`,
    `| facts ${count(facts)}`,
    '',
    '| operation | requirements | cases of servers | cases of clients | faults |',
    '| --- | --: | --: | --: | --: |',
    ...sizes,
  ];
}

function row({ id, says }: Entry, testing: readonly Testing[], excluded: WholeSpecification['excluded']): string {
  const reason = excluded.find(({ entry }) => entry === id)?.reason;
  const rest =
    testing.length === 0
      ? [`not tested: ${cell(reason ?? 'no reason is given')}`, '', '']
      : [testing.map(link).join(', '), named(testing.flatMap(casesText)), faultsText(testing)];
  return `| ${[code(id), cell(says), ...rest].join(' | ')} |`;
}

function link({ material, requirement: { id, level } }: Testing): string {
  return `[${id}](requirements/${pagePath(material, id)}) (${level})`;
}

function casesText({ material, requirement: { id } }: Testing): readonly string[] {
  return [
    ...casesOf(material, id).map((one) => one.id),
    ...(material.everyAnswer.has(id) ? ['every answer'] : []),
    ...(material.everyRequest.has(id) ? ['every request'] : []),
  ];
}

function faultsText(testing: readonly Testing[]): string {
  const killing = testing.flatMap(({ material, requirement: { id } }) =>
    faultsOf(material, id).map((fault) => fault.id),
  );
  if (killing.length > 0) return named(killing);
  const reasons = testing.flatMap(({ material, requirement: { id } }) => material.unbroken[id] ?? []);
  return reasons.length === 0 ? 'nothing: an open question' : `nothing: ${cell([...new Set(reasons)].join(' '))}`;
}

function named(ids: readonly string[]): string {
  const once = [...new Set(ids)];
  const more = once.length - mostNamed;
  return [...once.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
