/** One requirement as a page: what it demands, what it rests on, how it is tested, and how it is broken. */
import { evidenceOf } from '../../harness/register/fact.ts';
import type { Evidence, Requirement } from '../../harness/register/requirement.ts';
import type { Case } from '../../harness/suite/case.ts';
import { clientExample, serverExample } from './example.ts';
import { code, prose, section } from './markdown.ts';
import { casesOf, faultsOf, type Material, operationOption } from './material.ts';

const levels = {
  MUST: 'a target that departs from it does not conform',
  SHOULD: 'a departure fails a run under `--strict` only',
  OBSERVE: 'an open question: the report says what the target does, and no answer fails',
} as const;

export function requirementPage(requirement: Requirement, material: Material): string {
  const { id, level, means, binds, accepts } = requirement;
  return [
    `# ${id}`,
    '',
    `> ${prose(means)}`,
    '',
    `**${level}**: ${levels[level]}. Binds ${binds.map((side) => `${side}s`).join(' and ')}, since ${requirement.since}. [All requirements](../README.md)`,
    ...section('Evidence', evidenceLines(requirement, material)),
    ...section('Where sources disagree, each of these passes', accepts.map(item)),
    ...section('Judged only where these hold', links(requirement.dependsOn)),
    ...section('While it fails, these cannot be judged', links(dependants(requirement, material))),
    ...section('Cases', caseLines(requirement, material)),
    ...example(requirement, material),
    ...section('To run it alone', runLines(requirement, material)),
    ...section('Faults that break it', faultLines(requirement, material)),
    '',
  ].join('\n');
}

function evidenceLines(requirement: Requirement, { specification: { facts, outline } }: Material): readonly string[] {
  const cited = requirement.facts.flatMap((id) => facts.filter((fact) => fact.id === id));
  const own = requirement.evidence.slice(0, requirement.evidence.length - cited.length);
  const sentences = requirement.outline.flatMap((id) => outline.filter((entry) => entry.id === id));
  return [
    ...sentences.map(({ id, section: part, says }) => `- specification, ${code(id)} (${part}): ${prose(says)}`),
    ...own.map((evidence) => evidenceLine(evidence)),
    ...cited.map((fact) => evidenceLine(evidenceOf(fact), fact.id)),
  ];
}

function evidenceLine({ grade, states, source }: Evidence, fact?: string): string {
  const name = fact === undefined ? '' : `, fact ${code(fact)}`;
  return `- ${grade}${name}: ${states === undefined ? '' : `${prose(states.replace(/[^.]$/, '$&.'))} Source: `}${prose(source)}`;
}

function dependants({ id }: Requirement, { requirements }: Material): readonly string[] {
  return requirements.filter(({ dependsOn }) => dependsOn.includes(id)).map((one) => one.id);
}

/** The way from a page to the root of the package. */
function rootFrom({ isFirst }: Material): string {
  return '../'.repeat(isFirst ? 3 : 4);
}

function caseLines(requirement: Requirement, material: Material): readonly string[] {
  const { id } = requirement;
  return [
    ...casesOf(material, id).map((one) => {
      const path = material.files.get(one.id);
      const name = path === undefined ? code(one.id) : `[${code(one.id)}](${rootFrom(material)}${path})`;
      return `- ${name}: ${prose(one.title)}`;
    }),
    ...(material.everyAnswer.has(id) ? ['- judged over every answer of a run'] : []),
    ...(material.everyRequest.has(id) ? ['- judged over every request of a run'] : []),
  ];
}

/** A case that has a request to show, of the server's and of the client's: the one that is named like it, or a plain one. */
function example({ id }: Requirement, material: Material): readonly string[] {
  const own = material.cases.filter(({ requirements, send }) => requirements.includes(id) && hasRequest(send));
  const isPlain = ({ vpc, then, needs = [] }: Case) => vpc !== 'default' && then === undefined && needs.length < 2;
  const server = own.find((one) => one.id === id) ?? own.find(isPlain) ?? own[0];
  const client = material.clientCases.find(({ requirements }) => requirements.includes(id));
  return [
    ...section('Example', server === undefined ? [] : serverExample(server, material)),
    ...section(
      server === undefined ? 'Example' : 'Example for clients',
      client === undefined ? [] : clientExample(client),
    ),
  ];
}

function hasRequest(send: Material['cases'][number]['send']): boolean {
  return Object.keys(send).length > 0;
}

function runLines({ id, binds }: Requirement, material: Material): readonly string[] {
  const option = operationOption(material);
  const lines = [
    ...(binds.includes('server') ? [`npx ec2-conformance run${option} --only ${id}`] : []),
    ...(binds.includes('client') ? [`npx ec2-conformance client --only ${id} -- COMMAND`] : []),
    `npx ec2-conformance explain${option} ${id}`,
  ];
  return ['```sh', ...lines, '```'];
}

function faultLines({ id, level }: Requirement, material: Material): readonly string[] {
  const breaking = faultsOf(material, id);
  if (breaking.length > 0) {
    return breaking.map(
      (fault) => `- ${code(fault.id)}: ${prose(fault.means)}${fault.rare ? ' (on rare values only)' : ''}`,
    );
  }
  return [level === 'OBSERVE' ? 'None: an open question fails nobody.' : `None. ${prose(material.unbroken[id] ?? '')}`];
}

/** In one line: an `any-…` requirement rests on dozens. */
function links(ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [ids.map((id) => `[${id}](../${id}.md)`).join(', ')];
}

function item(text: string): string {
  return `- ${code(text)}`;
}
