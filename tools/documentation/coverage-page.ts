/** docs/coverage.md: each sentence of the specification and each fact, with the requirements, cases and faults that test it. */
import type { Requirement } from '../../harness/register/requirement.ts';
import { cell, codeSpan } from './markdown.ts';
import {
  allCasesOfRequirement,
  faultsOfRequirement,
  type Material,
  requirementLink,
  type WholeSpecification,
} from './material.ts';

/** Further names are only counted: the requirement's section lists all of them. */
const mostNamed = 3;

const introduction = [
  '# Coverage of the specification and the facts',
  '',
  'The specification is a published description of RevokeSecurityGroupIngress, which says the same as',
  "[AWS's page](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html). Below are each of its sentences",
  'and table rows, in our own words ([outline.json](../fixtures/spec/outline.json)), and each further fact',
  '([facts.json](../fixtures/spec/facts.json)), with the requirements that test it, their cases, and the known faults that',
  'these catch; or the reason why it is not tested. A fault is one error put into the embedded target; the section of each',
  "requirement lists all of its faults. The project's own tests prove that the requirement catches each fault, except those that",
  'show on rare values only: [kill-matrix.md](../reports/kill-matrix.md) says how often generated requests find them.',
  '',
];

interface Entry {
  readonly id: string;
  readonly says: string;
}

/** A requirement that tests an entry, with the material of its operation. */
interface Testing {
  readonly material: Material;
  readonly requirement: Requirement;
}

/** docs/coverage.md as text. */
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
    '| entry | statement | tested by | cases | known faults |',
    '| --- | --- | --- | --- | --- |',
    ...entries.map((entry) => row(entry, testingOf(entry.id, all), excluded)),
  ];
}

function specificationOf([first]: readonly Material[]): WholeSpecification {
  return first?.specification ?? { outline: [], facts: [], excluded: [] };
}

/** The first operation's requirements where it has any, since further operations reuse most of them. */
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
    '| operation | requirements | server cases | client cases | known faults |',
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
  return `| ${[codeSpan(id), cell(says), ...rest].join(' | ')} |`;
}

function link({ material, requirement: { id, level } }: Testing): string {
  return `[${id}](requirements/${requirementLink(material, id)}) (${level})`;
}

function casesText({ material, requirement: { id } }: Testing): readonly string[] {
  return [
    ...allCasesOfRequirement(material, id).map((one) => one.id),
    ...(material.everyResponse.has(id) ? ['every response'] : []),
    ...(material.everyRequest.has(id) ? ['every request'] : []),
  ];
}

function faultsText(testing: readonly Testing[]): string {
  const killing = testing.flatMap(({ material, requirement: { id } }) =>
    faultsOfRequirement(material, id).map((fault) => fault.id),
  );
  if (killing.length > 0) return named(killing);
  const reasons = testing.flatMap(({ material, requirement: { id } }) => material.withoutFault[id] ?? []);
  return reasons.length === 0 ? 'none: an open question' : `none: ${cell([...new Set(reasons)].join(' '))}`;
}

function named(ids: readonly string[]): string {
  const once = [...new Set(ids)];
  const more = once.length - mostNamed;
  return [...once.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
