/** docs/requirements/README.md: how to read the topic pages, and a list of all requirements. */
import type { Level } from '../../harness/register/requirement.ts';
import { cell, link } from './markdown.ts';
import { type Material, requirementLink, topicFile, topicsOf } from './material.ts';

const introduction = `# All requirements

One page for each topic. The first part of a requirement's id names the page, the second one the section:
\`exact-match/port-edges\` is [exact-match.md#port-edges](exact-match.md#port-edges).

## How to read a section

- A **MUST** decides the verdict, a **SHOULD** only under \`--strict\`: it is reported only, or better sources show it without
  requiring exactly this. An **OBSERVE** is an open question: the report records the response, and every response passes.
- **Evidence** begins with its grade: *documented* by AWS or by a standard, *model* (AWS's service model of EC2), *recorded*
  from EC2, *reported* by somebody, or *inferred*. \`matching-11\` is an entry of
  [facts.json](../../fixtures/spec/facts.json), and \`6.11\` a sentence of the specification in
  [outline.json](../../fixtures/spec/outline.json).
- **Accepted responses**: each of them passes, because sources disagree.
- **Depends on**: while one of these fails, this requirement is blocked and not judged.
- **Known faults** are [faults](../../CONTRIBUTING.md#adding-a-fault) of the embedded target that this requirement catches.

\`explain\` shows an example request and response:

\`\`\`sh
npx ec2-conformance explain exact-match/port-edges
npx ec2-conformance run --only exact-match/port-edges --quiet
npx ec2-conformance explain --operation RevokeSecurityGroupEgress egress-match/rule-id
\`\`\`

The reports of \`run\` are in \`ec2-conformance-report\`.

\`\`\`sh not run: servers, clients and files of the reader’s
npx ec2-conformance client --only client-response/revoked-text -- COMMAND
\`\`\`

How requirements are written: [suites/requirements](../../suites/requirements/README.md). Which facts they test, and which
facts none of them tests: [coverage](../coverage.md).`;

/** The Markdown of the page. */
export function requirementIndex(all: readonly Material[]): string {
  return [introduction, ...all.flatMap((material) => ['', ...operationSection(material)]), ''].join('\n');
}

function operationSection(material: Material): readonly string[] {
  const topics = topicsOf(material);
  return [
    `## ${material.operation}`,
    '',
    '| topic | MUST | SHOULD | OBSERVE |',
    '| --- | --: | --: | --: |',
    ...topics.map((topic) => {
      const count = (level: Level) =>
        material.requirements.filter((one) => one.topic === topic && one.level === level).length;
      return `| ${link(topic, topicFile(material, topic))} | ${count('MUST')} | ${count('SHOULD')} | ${count('OBSERVE')} |`;
    }),
    '',
    '| requirement | level | statement |',
    '| --- | --- | --- |',
    ...topics.flatMap((topic) =>
      material.requirements
        .filter((one) => one.topic === topic)
        .map(({ id, level, means }) => `| ${link(id, requirementLink(material, id))} | ${level} | ${cell(means)} |`),
    ),
  ];
}
