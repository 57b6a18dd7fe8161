/** The page of one topic: a section for each of its requirements, in the order of the register. */
import { evidenceOf } from '../../harness/register/fact.ts';
import type { Evidence, Level, Requirement } from '../../harness/register/requirement.ts';
import { codeSpan, link, prose } from './markdown.ts';
import { allCasesOfRequirement, faultsOfRequirement, type Material, rootFrom } from './material.ts';
import { sourceLinks } from './source-links.ts';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'OBSERVE'];

/**
 * The Markdown of the page. The heading of a section is the second part of the requirement's id, so that GitHub's anchor
 * for it follows from the id; the title contains a space and thus takes no anchor away from a section.
 */
export function topicPage(topic: string, material: Material): string {
  const requirements = material.requirements.filter((one) => one.topic === topic);
  const index = `${material.isFirst ? '' : '../'}README.md`;
  return [
    `# ${material.operation}: ${topic}`,
    '',
    `${requirements.length} requirements (${countsByLevel(requirements)}). ${link('How to read this page', `${index}#how-to-read-a-section`)},`,
    `${link('all requirements', index)}.`,
    ...requirements.flatMap((requirement) => ['', ...requirementSection(requirement, material)]),
    '',
  ].join('\n');
}

function countsByLevel(requirements: readonly Requirement[]): string {
  return levels
    .map((level) => ({ level, count: requirements.filter((one) => one.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level}`)
    .join(', ');
}

function requirementSection(requirement: Requirement, material: Material): readonly string[] {
  const { id, topic, level, means, binds, accepts, since } = requirement;
  const sides = binds.map((side) => `${side}s`).join(' and ');
  return [
    `## ${id.slice(topic.length + 1)}`,
    '',
    `${codeSpan(id)} · **${level}** · ${sides} · since ${since}`,
    '',
    `> ${prose(means)}`,
    ...list('Evidence', evidenceLines(requirement, material)),
    ...line('Accepted responses', accepts.map(codeSpan)),
    ...line(
      'Depends on',
      requirement.dependsOn.map((other) => link(other, other.startsWith(`${topic}/`) ? anchor(other) : place(other))),
    ),
    ...caseLines(requirement, material),
    ...faultLines(requirement, material),
  ];
}

/** The requirement's section, as a link from another page of the same operation. */
function place(id: string): string {
  return `${id.slice(0, id.indexOf('/'))}.md${anchor(id)}`;
}

function anchor(id: string): string {
  return `#${id.slice(id.indexOf('/') + 1)}`;
}

function evidenceLines(requirement: Requirement, { specification: { facts, outline } }: Material): readonly string[] {
  const cited = requirement.facts.flatMap((id) => facts.filter((fact) => fact.id === id));
  const own = requirement.evidence.slice(0, requirement.evidence.length - cited.length);
  const sentences = requirement.outline.flatMap((id) => outline.filter((entry) => entry.id === id));
  return [
    ...sentences.map(({ id, says }) => `specification, ${codeSpan(id)}: ${prose(says)}`),
    ...own.map((evidence) => evidenceLine(evidence)),
    ...cited.map((fact) => evidenceLine(evidenceOf(fact), fact.id)),
  ];
}

function evidenceLine({ grade, states, source }: Evidence, fact?: string): string {
  const name = fact === undefined ? grade : `${grade}, ${codeSpan(fact)}`;
  const statement = states === undefined ? '' : `${prose(states.replace(/[^.]$/, '$&.'))} Source: `;
  return `${name}: ${statement}${sourceLinks(source)}`;
}

/** The cases, each with a link to its fixture file, or what is judged without a case. */
function caseLines({ id }: Requirement, material: Material): readonly string[] {
  const cases = allCasesOfRequirement(material, id).map((one) => {
    const file = material.files.get(one.id);
    const name = file === undefined ? codeSpan(one.id) : `[${codeSpan(one.id)}](${rootFrom(material)}${file})`;
    return `${name}: ${prose(one.title)}`;
  });
  const everywhere = [
    ...(material.everyResponse.has(id) ? ['every response of a run'] : []),
    ...(material.everyRequest.has(id) ? ['every request of a run'] : []),
  ];
  return cases.length === 0 ? line('Cases', everywhere) : list('Cases', [...cases, ...everywhere]);
}

/** Nothing for an OBSERVE: no response to an open question is a fault. */
function faultLines({ id, level }: Requirement, material: Material): readonly string[] {
  const faults = faultsOfRequirement(material, id);
  if (faults.length === 0 && level !== 'OBSERVE') {
    return line('Known faults', [`none. ${prose(material.withoutFault[id] ?? '')}`]);
  }
  return list(
    'Known faults',
    faults.map(
      (fault) =>
        `${codeSpan(fault.id)}: ${prose(fault.means)}${fault.needsRareValues === true ? ' (rare values only)' : ''}`,
    ),
  );
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `**${title}**`, '', ...items.map((item) => `- ${item}`)];
}

function line(title: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : ['', `**${title}**: ${values.join(', ')}`];
}
