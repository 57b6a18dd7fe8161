import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anchorsOf } from './check/markdown-links.ts';
import { generatedPages, stalePages, writePages } from './generated-pages.ts';
import { cell, prose } from './markdown.ts';
import { loadMaterial, type Material } from './material.ts';

const all = await loadMaterial();
const pages = generatedPages(all);
const [material] = all;
if (material === undefined) throw new Error('there is no operation');
const { outline, facts } = material.specification;

/** A requirement's section, from its heading to the next one. */
function sectionOf(path: string, slug: string): string {
  const page = pages.get(path) ?? '';
  return (
    page
      .split(/^(?=## )/m)
      .find((section) => section.startsWith(`## ${slug}\n`))
      ?.replace(/\n+$/, '\n') ?? ''
  );
}

it('the pages in docs/ are up to date', () => {
  expect(stalePages(pages), 'Generated pages are out of date. Run `npm run docs`, and commit what it writes.').toEqual(
    [],
  );
});

describe('the pages of requirements', () => {
  it('are one for each topic of an operation, and an index', () => {
    const isOfRevoke = (path: string) => path.split('/').length === 3 || path.includes('/RevokeSecurityGroupEgress/');
    const written = [...pages.keys()].filter((path) => path.startsWith('docs/requirements/'));
    expect(written).toContain('docs/requirements/DescribeRegions/regions.md');
    expect(written.filter(isOfRevoke)).toEqual([
      'docs/requirements/README.md',
      'docs/requirements/encoding.md',
      'docs/requirements/signing.md',
      'docs/requirements/exact-match.md',
      'docs/requirements/state.md',
      'docs/requirements/dry-run.md',
      'docs/requirements/errors.md',
      'docs/requirements/response.md',
      'docs/requirements/client-encoding.md',
      'docs/requirements/client-signing.md',
      'docs/requirements/client-response.md',
      'docs/requirements/client-errors.md',
      'docs/requirements/client-retries.md',
      'docs/requirements/RevokeSecurityGroupEgress/encoding.md',
      'docs/requirements/RevokeSecurityGroupEgress/signing.md',
      'docs/requirements/RevokeSecurityGroupEgress/dry-run.md',
      'docs/requirements/RevokeSecurityGroupEgress/response.md',
      'docs/requirements/RevokeSecurityGroupEgress/egress-match.md',
      'docs/requirements/RevokeSecurityGroupEgress/egress-state.md',
      'docs/requirements/RevokeSecurityGroupEgress/egress-errors.md',
    ]);
  });

  it('have a section for each requirement in the order of the register, whose anchor is the second part of the id', () => {
    for (const { isFirst, operation, requirements } of all) {
      const folder = isFirst ? 'docs/requirements' : `docs/requirements/${operation}`;
      for (const topic of new Set(requirements.map((one) => one.topic))) {
        const [, ...anchors] = anchorsOf(pages.get(`${folder}/${topic}.md`) ?? '');
        const ids = requirements.filter((one) => one.topic === topic).map(({ id }) => id);

        expect(anchors.map((anchor) => `${topic}/${anchor}`)).toEqual(ids);
      }
    }
  });

  it('state id, level, statement, evidence, accepted responses, cases and faults of a requirement', () => {
    expect(sectionOf('docs/requirements/errors.md', 'group-absent')).toBe(`## group-absent

\`errors/group-absent\` · **MUST** · servers · since 0.1

> A well-formed id of no group is refused as not found

**Evidence**

- documented: [AWS API Reference, errors-overview](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html)
- recorded, \`matching-11\`: An absent group id gives 400 InvalidGroup.NotFound; recorded for delete and describe, taken over for revoke. Source: [cloud-custodian/cloud-custodian@df800e9e tests/data/placebo/test\\_security\\_group\\_delete/ec2.DeleteSecurityGroup\\_2.json](https://github.com/cloud-custodian/cloud-custodian/blob/df800e9e/tests/data/placebo/test_security_group_delete/ec2.DeleteSecurityGroup_2.json), ec2.DescribeSecurityGroups\\_2.json (2017-06-27)
- documented, \`matching-16\`: The error list also has InvalidSecurityGroupId.Malformed and InvalidSecurityGroupID.NotFound, which no recording of these operations shows. Source: [AWS API Reference, errors-overview](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html)

**Accepted responses**: \`InvalidGroup.NotFound\`, \`InvalidSecurityGroupID.NotFound\`

**Cases**

- [\`errors/group-absent\`](../../fixtures/server/errors/group.json): reports that a group does not exist

**Known faults**

- \`absent-group-malformed\`: refuses the id of no group as malformed
- \`absent-group-succeeds\`: responds with success to a request on a group that does not exist
`);
  });

  it('link a requirement to those that it depends on, on its own page and on others', () => {
    expect(sectionOf('docs/requirements/exact-match.md', 'port-edges')).toContain(
      '**Depends on**: [exact-match/from-port](#from-port), [exact-match/to-port](#to-port), [exact-match/port-overlap](#port-overlap)\n',
    );
    expect(sectionOf('docs/requirements/encoding.md', 'any-spelling')).toContain(
      '[exact-match/matching-rule](exact-match.md#matching-rule)',
    );
  });

  it('cite sentences of the specification', () => {
    expect(sectionOf('docs/requirements/exact-match.md', 'port-edges')).toContain(
      '- specification, `6.11`: FromPort is the first port of a TCP or UDP range.\n',
    );
  });

  it('link a case to its fixture file unless it is code', () => {
    expect(sectionOf('docs/requirements/exact-match.md', 'any-rules')).toContain(
      '\n- `exact-match/any-rules`: removes exactly',
    );
    expect(sectionOf('docs/requirements/client-response.md', 'revoked-text')).toContain(
      '\n- [`client-response/revoked-cidr-ipv6`](../../fixtures/client/response/items.json): reads an IPv6 source\n',
    );
  });

  it('say which requirements are judged on every response or request', () => {
    expect(sectionOf('docs/requirements/response.md', 'success-status')).toContain(
      '**Cases**: every response of a run\n',
    );
    expect(sectionOf('docs/requirements/encoding.md', 'version-sent')).toContain('**Cases**: every request of a run\n');
  });

  it('give the reason where a MUST or SHOULD has no known fault', () => {
    expect(sectionOf('docs/requirements/signing.md', 'get')).toContain(
      '**Known faults**: none. A server that takes no signed GET',
    );
    expect(sectionOf('docs/requirements/dry-run.md', 'empty-group')).not.toContain('Known faults');
    expect(
      [...pages].filter(([, page]) => /^\*\*Known faults\*\*: none\. *$/m.test(page)).map(([path]) => path),
    ).toEqual([]);
  });

  it('mark faults that only rare values show', () => {
    expect(sectionOf('docs/requirements/exact-match.md', 'port-edges')).toContain(
      '- `large-port-clipped`: reads a UDP port of 65535 as 65534 (rare values only)\n',
    );
  });

  it('of a further operation cite its own evidence', () => {
    const section = sectionOf('docs/requirements/RevokeSecurityGroupEgress/dry-run.md', 'permitted');

    expect(section).toContain('API_RevokeSecurityGroupEgress.html');
    expect(section).toContain('](../../../fixtures/server/dry-run/');
  });
});

describe('the index of requirements', () => {
  const index = pages.get('docs/requirements/README.md') ?? '';

  it('has a row for each requirement of each operation', () => {
    expect(index).toContain(
      '| [errors/group-absent](errors.md#group-absent) | MUST | A well-formed id of no group is refused as not found |\n',
    );
    expect(index).toContain('| [dry-run/permitted](RevokeSecurityGroupEgress/dry-run.md#permitted) | MUST | ');
    expect(index.match(/^\| \[[a-z-]+\/[a-z0-9-]+\]/gm)).toHaveLength(
      all.reduce((sum, { requirements }) => sum + requirements.length, 0),
    );
  });

  it('counts the requirements of each topic by level', () => {
    expect(index).toContain('| [exact-match](exact-match.md) | 62 | 2 | 23 |\n');
    expect(index).toContain('| [egress-state](RevokeSecurityGroupEgress/egress-state.md) | 7 | 1 | 0 |\n');
  });
});

describe('the coverage page', () => {
  const page = pages.get('docs/coverage.md') ?? '';
  const row = (id: string) => page.split('\n').find((line) => line.startsWith(`| \`${id}\` |`)) ?? '';

  it('has a row for every sentence of the specification and every fact', () => {
    for (const { id } of [...outline, ...facts]) expect(row(id)).not.toBe('');
    expect(page).not.toContain('no reason is given');
  });

  it('names requirements, cases and faults, or the reason why there are none', () => {
    expect(row('1.1')).toContain(
      '| [encoding/post-form](requirements/encoding.md#post-form) (MUST) | encoding/post-form |',
    );
    expect(row('1.1')).toContain('removes-nothing');
    expect(row('2.10')).toContain('| not tested: Instances are not part of a target');
    expect(row('answer-15')).toContain('| every response | none: an open question |');
  });

  it('takes an entry for tested when any operation tests it', () => {
    expect(page).toContain('| specification | 60 | 46 | 14 |');
    expect(row('protocol-17')).toContain('(requirements/RevokeSecurityGroupEgress/egress-errors.md#');
  });

  it('says so when an entry is forgotten', () => {
    const without = all.map((one): Material => ({ ...one, requirements: [] }));

    const forgetful = generatedPages(without).get('docs/coverage.md');

    expect(forgetful).toContain('| specification | 60 | 0 | 60 |');
    expect(forgetful).toMatch(/^\| `1\.1` .* not tested: no reason is given /m);
  });
});

describe('the page of report.json', () => {
  it('has a row for each member, those in lists and of any name among them', () => {
    const page = pages.get('docs/report.md');

    expect(page).toContain('| `summary.exitCode` | `0`, `1`, `2`, `3`, `4`, `5` |  | What the command ended with. |');
    expect(page).toContain('| `target.capabilities.*.claimed` | `true` | optional |');
    expect(page).toContain('| `cases[].exchanges[].status` | integer | optional |');
  });
});

describe('text in a page', () => {
  it('is no markup, but for addresses, which are links', () => {
    expect(prose('a <Code> in *one* [b] at https://example.com/x_y. Then `a_b`')).toBe(
      'a \\<Code\\> in \\*one\\* \\[b\\] at <https://example.com/x_y>. Then `a_b`',
    );
    expect(prose('(see https://example.com/a); https://example.com/b;c')).toBe(
      '(see <https://example.com/a>); <https://example.com/b>;c',
    );
    expect(cell('a|b')).toBe('a\\|b');
  });
});

describe('writing pages', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'docs-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('writes pages that are missing or differ, and removes files and folders without a page', () => {
    const current = new Map([['docs/requirements/one.md', 'one\n']]);
    writePages(new Map([...current, ['docs/requirements/former/topic.md', 'former\n']]), root);
    writeFileSync(join(root, 'docs/requirements/one.md'), 'edited\n');

    expect(stalePages(current, root)).toEqual(['docs/requirements/one.md', 'docs/requirements/former/topic.md']);
    writePages(current, root);

    expect(stalePages(current, root)).toEqual([]);
    expect(readdirSync(join(root, 'docs/requirements'))).toEqual(['one.md']);
    expect(readFileSync(join(root, 'docs/requirements/one.md'), 'utf8')).toBe('one\n');
  });
});
