import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nodeLines } from '../../test-support/peers/node-release.ts';
import { packageRoot } from '../package/package-root.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly node: readonly unknown[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(packageRoot(), '.github/workflows');
const names = readdirSync(folder);

/** Throws for text that is no YAML, and for a duplicate key. */
function workflow(name: string): Workflow {
  return parse(readFileSync(join(folder, name), 'utf8')) as Workflow;
}

function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

describe.each(names)('the workflow %s', (name) => {
  it('names every action of others by its commit', () => {
    const foreign = stepsOf(workflow(name)).flatMap(({ uses }) => (uses === undefined ? [] : [uses]));

    expect(foreign.filter((uses) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
    expect(foreign.length).toBeGreaterThan(0);
  });

  it('may read, and leaves no token behind for what it runs', () => {
    const checkouts = stepsOf(workflow(name)).filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(workflow(name).permissions).toEqual({ contents: 'read' });
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual([false]);
  });

  it('puts no text of an event into a script', () => {
    expect(stepsOf(workflow(name)).filter(({ run }) => run?.includes('${{') === true)).toEqual([]);
  });
});

describe('the continuous integration', () => {
  it('runs .ci/run on every line of Node that is promised', () => {
    const { jobs } = workflow('ci.yml');

    expect(jobs['test']?.strategy?.matrix.node).toEqual(nodeLines);
    expect(jobs['test']?.steps.at(-1)?.run).toBe('.ci/run');
  });
});

describe('the site', () => {
  it('is built without a right to write, and deployed by a job that runs nothing of the repository', () => {
    const { build, deploy } = workflow('site.yml').jobs;

    expect(build?.permissions).toBeUndefined();
    expect(build?.steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm run site']);
    expect(deploy?.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
    expect(deploy?.steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });
});

describe('the image', () => {
  const lines = readFileSync(join(packageRoot(), 'Dockerfile'), 'utf8').split('\n');

  it('starts from a line of Node that is promised, and runs the command as nobody in particular', () => {
    const bases = lines
      .filter((line) => line.startsWith('FROM '))
      .map((line) => /^FROM node:(\d+)-slim/.exec(line)?.[1]);

    expect(bases).toHaveLength(2);
    expect(bases.filter((line) => !nodeLines.some((promised) => promised === line))).toEqual([]);
    expect(lines).toContain('USER node');
    expect(lines).toContain('ENTRYPOINT ["ec2-conformance"]');
  });
});

describe('the release', () => {
  it('publishes with provenance, once everything is tested, and stores no token', () => {
    const publish = workflow('release.yml').jobs['publish'];
    const commands = publish?.steps.flatMap(({ run }) => (run === undefined ? [] : [run])) ?? [];

    expect(workflow('release.yml').on).toEqual({ push: { tags: ['v*'] } });
    expect(publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(commands[0]).toBe('.ci/release-check "$GITHUB_REF_NAME"');
    expect(commands).toContain('.ci/run');
    expect(commands.at(-1)).toBe('npm publish --provenance --access public');
    expect(readFileSync(join(folder, 'release.yml'), 'utf8')).not.toContain('secrets.');
  });
});

describe('the check before a release', () => {
  let copy: string;

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'ec2-conformance-release-'));
    mkdirSync(join(copy, 'fixtures/register'), { recursive: true });
    cpSync(join(packageRoot(), '.ci'), join(copy, '.ci'), { recursive: true });
    write('package.json', '{ "version": "0.2.1" }');
    write('CHANGELOG.md', '# Changelog\n\n## 0.2.1\n\n- Something.\n');
    write('fixtures/register/0.2.json', '{ "released": true }');
  });

  afterEach(() => rmSync(copy, { recursive: true }));

  function write(name: string, text: string): void {
    writeFileSync(join(copy, name), text);
  }

  function refusal(tag = 'v0.2.1'): string | undefined {
    const { status, stderr } = spawnSync('bash', [join(copy, '.ci/release-check'), tag], { encoding: 'utf8' });
    return status === 0 ? undefined : stderr.trim();
  }

  it('lets a release go whose parts agree', () => {
    expect(refusal()).toBeUndefined();
  });

  it('refuses one with another tag', () => {
    expect(refusal('v0.2.2')).toBe('Not released: the tag is v0.2.2, while package.json says 0.2.1.');
  });

  it('refuses one that the changelog does not know', () => {
    write('CHANGELOG.md', '# Changelog\n\n## 0.2.10\n');

    expect(refusal()).toBe('Not released: CHANGELOG.md has no section ## 0.2.1.');
  });

  it('refuses one whose requirements are not recorded for good', () => {
    write('fixtures/register/0.2.json', '{ "released": false }');
    expect(refusal()).toContain('does not say that it is released');

    rmSync(join(copy, 'fixtures/register/0.2.json'));
    expect(refusal()).toBe('Not released: fixtures/register/0.2.json is missing.');
  });
});
