import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseArguments } from '../../harness/cli/arguments.ts';
import { allCommands } from '../../harness/cli/commands.ts';
import { sendLine } from './example.ts';
import { generatedPages, stalePages, writePages } from './generated-pages.ts';
import { cell, prose } from './markdown.ts';
import { loadMaterial, type Material } from './material.ts';

const all = await loadMaterial();
const pages = generatedPages(all);
const [material] = all;
if (material === undefined) throw new Error('there is no operation');
const { outline, facts } = material.specification;

it('finds the generated pages as the registers, cases and faults of today make them', () => {
  expect(stalePages(pages), 'docs/ lags behind: run `npm run docs`, and commit what it writes').toEqual([]);
});

describe('the reference of requirements', () => {
  it('has a page for each, and each on its index', () => {
    const index = pages.get('docs/requirements/README.md') ?? '';

    for (const { id } of material.requirements) {
      expect(pages.has(`docs/requirements/${id}.md`)).toBe(true);
      expect(index).toContain(`| [${id}](${id}.md) |`);
    }
  });

  it('tells demand, evidence, cases, a request as a shell line, and faults', () => {
    const page = pages.get('docs/requirements/errors/group-absent.md');

    expect(page).toContain('> A well-formed id of no group is refused as not found\n');
    expect(page).toContain('**MUST**: a target that departs from it does not conform. Binds servers, since 0.1.');
    expect(page).toMatch(/- recorded, fact `matching-11`: .* Source: /);
    expect(page).toContain('[`errors/group-absent`](../../../fixtures/server/errors/group.json): answers that');
    expect(page).toContain('  control     errors/valid-request\n');
    expect(page).toContain('npx ec2-conformance send GroupId=sg-0ab5e27ab5e27ab5e IpPermissions.1.IpProtocol=tcp');
    expect(page).toContain('npx ec2-conformance run --only errors/group-absent\n');
    expect(page).toContain('- `absent-group-succeeds`: ');
  });

  it('shows what a client is asked, answered and has to report', () => {
    const page = pages.get('docs/requirements/client-response/revoked-text.md');

    expect(page).toContain('  call      RevokeSecurityGroupIngress {"GroupId":');
    expect(page).toContain('<cidrIpv6>2001:db8::/32</cidrIpv6>');
    expect(page).toContain('  reports   {"outcome":"result"');
    expect(page).toContain('npx ec2-conformance client --only client-response/revoked-text -- COMMAND\n');
  });

  it('has a folder for each further operation, whose lines name it', () => {
    const page = pages.get('docs/requirements/RevokeSecurityGroupEgress/dry-run/permitted.md');

    expect(pages.get('docs/requirements/README.md')).toContain('](RevokeSecurityGroupEgress/README.md)');
    expect(page).toContain('npx ec2-conformance run --operation RevokeSecurityGroupEgress --only dry-run/permitted\n');
    expect(page).toContain('npx ec2-conformance send --operation RevokeSecurityGroupEgress GroupId=');
    expect(page).toContain('  sent        POST RevokeSecurityGroupEgress\n');
    expect(page).toContain('](../../../../fixtures/server/dry-run/');
  });

  it('says why a requirement has no fault', () => {
    expect(pages.get('docs/requirements/signing/get.md')).toContain('None. A server that takes no signed GET');
    expect(pages.get('docs/requirements/dry-run/empty-group.md')).toContain('None: an open question fails nobody.');
    expect([...pages].filter(([, page]) => /^None\. *$/m.test(page)).map(([path]) => path)).toEqual([]);
  });

  it('writes request lines that the command takes', async () => {
    const send = (await allCommands()).find(({ name }) => name === 'send');
    const words = material.cases.flatMap((one) => sendLine(one.send)?.split(' ').slice(3) ?? []);

    expect(send).toBeDefined();
    expect(words.length).toBeGreaterThan(1000);
    expect(words.filter((word) => /[{}]/.test(word))).toEqual([]);
    expect(
      parseArguments(['--method', 'GET', '--as', 'denied', 'A=b'], send?.options ?? {}, 'send').positionals,
    ).toEqual(['A=b']);
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
      '| [encoding/post-form](requirements/encoding/post-form.md) (MUST) | encoding/post-form |',
    );
    expect(row('1.1')).toContain('removes-nothing');
    expect(row('2.10')).toContain('| not tested: Instances are not part of a target');
    expect(row('answer-15')).toContain('| every answer | nothing: an open question |');
  });

  it('takes an entry for tested when any operation tests it', () => {
    expect(page).toContain('| specification | 60 | 46 | 14 |');
    expect(row('protocol-17')).toContain('(requirements/RevokeSecurityGroupEgress/egress-errors/');
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
    expect(page).toContain('| `target.capabilities.*.claimed` | `true` | maybe |');
    expect(page).toContain('| `cases[].exchanges[].status` | integer | maybe |');
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

  it('writes what is missing or differs, and removes what no requirement has any more', () => {
    const some = new Map([['docs/requirements/a/one.md', 'one\n']]);
    writePages(new Map([...some, ['docs/requirements/a/gone.md', 'gone\n']]), root);
    writeFileSync(join(root, 'docs/requirements/a/one.md'), 'edited\n');

    expect(stalePages(some, root)).toEqual(['docs/requirements/a/one.md', 'docs/requirements/a/gone.md']);
    writePages(some, root);

    expect(stalePages(some, root)).toEqual([]);
    expect(readFileSync(join(root, 'docs/requirements/a/one.md'), 'utf8')).toBe('one\n');
  });
});
