/** docs/requirements/README.md, and one for each further operation: all requirements, topic by topic, each with its sentence. */
import { cell } from './markdown.ts';
import { casesOf, faultsOf, type Material } from './material.ts';

/** `others`: the further operations, for the first one's page to lead to. */
export function requirementIndex(material: Material, others: readonly Material[]): string {
  const { operation, requirements, isFirst } = material;
  const topics = [...new Set(requirements.map(({ topic }) => topic))];
  const root = isFirst ? '../../' : '../../../';
  return [
    isFirst ? '# All requirements' : `# All requirements on ${operation}`,
    '',
    `${requirements.length} demands${isFirst ? ` on ${operation} and its callers` : ''}, each on a page of its own: what it rests on, its cases, an example, and the faults that break it.`,
    'A MUST decides the verdict, a SHOULD under `--strict` only, an OBSERVE is an open question. How they are written down:',
    `[suites/requirements](${root}suites/requirements/README.md). What is known and tested by none: [coverage](${root}docs/coverage.md).`,
    ...others.map((one) => `Those on ${one.operation}: [its own list](${one.operation}/README.md).`),
    '',
    topics.map((topic) => `[${topic}](#${topic})`).join(' · '),
    ...topics.flatMap((topic) => [
      '',
      `## ${topic}`,
      '',
      '| requirement | level | demands | cases | faults |',
      '| --- | --- | --- | --: | --: |',
      ...requirements
        .filter((one) => one.topic === topic)
        .map(
          (one) =>
            `| [${one.id}](${one.id}.md) | ${one.level} | ${cell(one.means)} | ${casesText(material, one.id)} | ${faultsOf(material, one.id).length} |`,
        ),
    ]),
    '',
  ].join('\n');
}

function casesText(material: Material, id: string): string {
  const own = casesOf(material, id).length;
  return own === 0 && (material.everyAnswer.has(id) || material.everyRequest.has(id)) ? 'all' : `${own}`;
}
