/** docs/coverage.md: every sentence of the specification and every fact, and what becomes of it. */
import type { Requirement } from '../../register/requirement.ts';
import { cell, code } from './markdown.ts';
import { casesOf, faultsOf, type Material } from './material.ts';
import { pagePath } from './requirement-page.ts';

/** More are told as a number: the page of the requirement lists them all. */
const mostNamed = 3;

interface Entry {
  readonly id: string;
  readonly says: string;
}

export function coveragePage(material: Material): string {
  const sections = [...new Set(material.outline.map(({ section }) => section))];
  const areas = [...new Set(material.facts.map(({ area }) => area))];
  return [
    '# What is tested of what is known',
    '',
    'Every sentence and table row of the specification ([outline.json](../fixtures/spec/outline.json)) and every further',
    'fact ([facts.json](../fixtures/spec/facts.json)): the requirements that test it, their cases, and the faults that turn',
    'them red; or why it is not tested. A fault is one way to be wrong, put into a right target; the page of each requirement',
    "lists them all. The project's own tests prove that each is caught by the requirement it breaks, but those that bite on",
    'rare values only, which generated requests look for: [kill-matrix.md](../reports/kill-matrix.md) says how often they',
    'find them.',
    '',
    ...summary(material),
    '',
    '## The specification',
    ...sections.flatMap((name) => [
      '',
      `### ${name}`,
      '',
      ...table(
        material,
        material.outline.filter(({ section }) => section === name),
        'outline',
      ),
    ]),
    '',
    '## Facts',
    ...areas.flatMap((name) => [
      '',
      `### ${name}`,
      '',
      ...table(
        material,
        material.facts
          .filter(({ area }) => area === name)
          .map(({ id, grade, states }) => ({ id, says: `${states} (${grade})` })),
        'facts',
      ),
    ]),
    '',
  ].join('\n');
}

function summary(material: Material): readonly string[] {
  const { outline, facts, excluded, requirements, cases, clientCases, clientProperties, faults } = material;
  const left = new Set(excluded.map(({ entry }) => entry));
  const cited = new Set(requirements.flatMap((one) => [...one.outline, ...one.facts]));
  const count = (entries: readonly Pick<Entry, 'id'>[]): string => {
    const within = (ids: ReadonlySet<string>) => entries.filter(({ id }) => ids.has(id)).length;
    return `| ${entries.length} | ${within(cited)} | ${within(left)} |`;
  };
  return [
    '|  | entries | tested | excluded |',
    '| --- | --: | --: | --: |',
    `| specification ${count(outline)}`,
    `| facts ${count(facts)}`,
    '',
    `${requirements.length} requirements, ${cases.length} cases of servers, ${clientCases.length + clientProperties.length} of clients, ${faults.length} faults.`,
  ];
}

function table(material: Material, entries: readonly Entry[], member: 'outline' | 'facts'): readonly string[] {
  const rows = entries.map(({ id, says }) => {
    const testing = material.requirements.filter((one) => one[member].includes(id));
    const reason = material.excluded.find(({ entry }) => entry === id)?.reason;
    const rest =
      testing.length === 0
        ? [`not tested: ${cell(reason ?? 'no reason is given')}`, '', '']
        : [
            testing.map(link).join(', '),
            named(testing.flatMap((one) => casesText(material, one))),
            faultsText(material, testing),
          ];
    return `| ${[code(id), cell(says), ...rest].join(' | ')} |`;
  });
  return ['| entry | says | tested by | cases | killed by |', '| --- | --- | --- | --- | --- |', ...rows];
}

function link({ id, level }: Requirement): string {
  return `[${id}](requirements/${pagePath({ id })}) (${level})`;
}

function casesText(material: Material, { id }: Requirement): readonly string[] {
  return [
    ...casesOf(material, id).map((one) => one.id),
    ...(material.everyAnswer.has(id) ? ['every answer'] : []),
    ...(material.everyRequest.has(id) ? ['every request'] : []),
  ];
}

function faultsText(material: Material, testing: readonly Requirement[]): string {
  const killing = testing.flatMap(({ id }) => faultsOf(material, id).map((fault) => fault.id));
  if (killing.length > 0) return named(killing);
  const reasons = testing.flatMap(({ id }) => material.unbroken[id] ?? []);
  return reasons.length === 0 ? 'nothing: an open question' : `nothing: ${cell([...new Set(reasons)].join(' '))}`;
}

function named(ids: readonly string[]): string {
  const once = [...new Set(ids)];
  const more = once.length - mostNamed;
  return [...once.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
