/** docs/requirements/README.md: all requirements, topic by topic, each with its sentence. */
import { cell } from './markdown.ts';
import { casesOf, faultsOf, type Material } from './material.ts';
import { pagePath } from './requirement-page.ts';

export function requirementIndex(material: Material): string {
  const { requirements } = material;
  const topics = [...new Set(requirements.map(({ topic }) => topic))];
  return [
    '# All requirements',
    '',
    `${requirements.length} demands, each on a page of its own: what it rests on, its cases, an example, and the faults that break it.`,
    'A MUST decides the verdict, a SHOULD under `--strict` only, an OBSERVE is an open question. Where they are written down:',
    '[suites/requirements](../../suites/requirements/README.md). What none of them tests: [coverage](../coverage.md).',
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
            `| [${one.id}](${pagePath(one)}) | ${one.level} | ${cell(one.means)} | ${casesText(material, one.id)} | ${faultsOf(material, one.id).length} |`,
        ),
    ]),
    '',
  ].join('\n');
}

function casesText(material: Material, id: string): string {
  const own = casesOf(material, id).length;
  return own === 0 && (material.everyAnswer.has(id) || material.everyRequest.has(id)) ? 'all' : `${own}`;
}
