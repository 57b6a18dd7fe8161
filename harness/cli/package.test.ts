import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { EmptyProject, NoRegistry, type Packed, packInto } from '../../test-support/cli/installed-package.ts';
import { packageRoot } from '../package/package-root.ts';

const root = packageRoot();
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const project = new EmptyProject();
let packed: Packed;
let missing: NoRegistry | undefined;

beforeAll(async () => {
  packed = await packInto(dirname(project.folder));
  try {
    await project.install(packed.tarball);
  } catch (problem) {
    if (!(problem instanceof NoRegistry)) throw problem;
    missing = problem;
  }
}, 120_000);

afterAll(() => project.remove(), 60_000);

/** A test of the installed package, skipped in a line that nobody overlooks where npm reaches no registry. */
function installed(title: string, check: () => Promise<void> | void): void {
  test(title, { timeout: 120_000 }, async ({ skip }) => {
    if (missing !== undefined) {
      process.stderr.write(`\n!!! NOT RUN: the installed package ${title}: ${missing.message}\n\n`);
      skip(`not run: ${missing.message}`);
    }
    await check();
  });
}

function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(project.folder, folder, 'report.json'), 'utf8')) as Report;
}

/** The first block of the README in this language. */
function example(language: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm').exec(readme) ?? [];
  if (code === undefined) throw new Error(`the README has no block of ${language}`);
  return code;
}

/** The numbers of the README's sentence on what installing costs. */
function promised() {
  const [, megabytes, unpacked, packages] =
    /at most ([\d.]+) MB to\s+download, ([\d.]+) MB\s+on disk, and with it at most (\d+)\s+packages/.exec(readme) ?? [];
  return { size: Number(megabytes) * 1e6, unpackedSize: Number(unpacked) * 1e6, packages: Number(packages) };
}

describe('the package', () => {
  test('is as small as the README says', () => {
    expect(packed.size).toBeLessThanOrEqual(promised().size);
    expect(packed.unpackedSize).toBeLessThanOrEqual(promised().unpackedSize);
  });

  test('holds compiled code, data and pages, and nothing that only this repository needs', () => {
    const [odd] = [packed.files.filter((path) => /(?<!\.d)\.ts$|\.test\.js$|\/(bench|peers|hostile)\//.test(path))];

    expect(odd?.filter((path) => !/^dist\/suites\/[^/]+\/[^/]+\.test\.js$/.test(path))).toEqual([]);
    expect([...new Set(packed.files.map((path) => path.split('/')[0]))].sort()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'adapters',
        'dist',
        'docs',
        'fixtures',
        'package.json',
        'targets',
      ].sort(),
    );
  });

  test('has no problem that are-the-types-wrong knows, for who imports modules', async () => {
    const result = await checkPackage(createPackageFromTarballData(readFileSync(packed.tarball)));

    if (result.types === false) throw new Error('there are no types');
    const { resolutions } = result.entrypoints['.'] ?? {};
    expect(resolutions?.['node16-esm'].resolution?.fileName).toMatch(/\/api\.d\.ts$/);
    expect(resolutions?.bundler.resolution?.fileName).toMatch(/\/api\.d\.ts$/);
    // Modules alone: whoever writes CommonJS calls require() of Node 20.19 or import().
    expect(result.problems.filter(({ kind }) => kind !== 'CJSResolvesToESM' && kind !== 'NoResolution')).toEqual([]);
  });
});

describe('the package, installed,', () => {
  installed('brings as few packages as the README says', () => {
    expect(project.packages()).toBeLessThanOrEqual(promised().packages);
    expect(existsSync(join(project.folder, 'node_modules/typescript'))).toBe(false);
  });

  installed('tests the embedded target and renders the report again: npx ec2-conformance run, report', async () => {
    const { code, out, error } = await project.npx('ec2-conformance', 'run', '--out', 'server');
    const again = await project.npx('ec2-conformance', 'report', 'server', '--to', 'markdown');

    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/: conforms\n$/);
    expect(reportIn('server').cases.length).toBeGreaterThan(150);
    // As many as --help says.
    expect(reportIn('server').calls.total).toBeLessThanOrEqual(1500);
    expect(again.out).toBe(readFileSync(join(project.folder, 'server/summary.md'), 'utf8'));
  });

  installed('tests a client through a driver that is in it: npx ec2-conformance client', async () => {
    const driver = 'node_modules/ec2-conformance/adapters/javascript-v3';
    const { dependencies } = JSON.parse(readFileSync(join(project.folder, driver, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    await project.install(...Object.entries(dependencies).map(([name, version]) => `${name}@${version}`));
    const words = ['client', '--out', 'client', '--only', 'client-encoding/*', '--', 'node', `${driver}/driver.mjs`];

    const { error } = await project.npx('ec2-conformance', ...words);

    const { target, cases } = reportIn('client');
    expect(error).toBe('');
    expect(target.name).toMatch(/^@aws-sdk\/client-ec2 3\./);
    expect(cases.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(20);
  });

  installed('is a server to talk to: npx ec2-conformance serve', async () => {
    const server = project.start('ec2-conformance', 'serve');
    const [lines] = (await once(server.stdout ?? server, 'data')) as [Buffer];
    const [, endpoint = ''] = /AWS_ENDPOINT_URL_EC2=(\S+)/.exec(String(lines)) ?? [];

    const { status } = await fetch(endpoint.replaceAll("'", ''), { method: 'POST', body: 'Action=DescribeVpcs' });

    server.kill('SIGTERM');
    expect(await once(server, 'close')).toEqual([0, null]);
    expect(status).toBe(400);
  });

  installed('is imported as the README shows', async () => {
    project.write('example.mjs', example('ts'));
    project.write(
      'example.cjs',
      "const { testServer } = require('ec2-conformance'); if (!testServer) process.exit(1);",
    );

    expect(await project.node('example.mjs')).toEqual({ code: 0, out: '', error: '' });
    expect((await project.node('example.cjs')).code).toBe(0);
  });

  for (const [module, moduleResolution] of [
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ] as const) {
    installed(`has types that hold under moduleResolution ${moduleResolution}`, async () => {
      project.write('example.ts', example('ts'));
      project.write(
        'mistake.ts',
        "import { testServer } from 'ec2-conformance';\nawait testServer({ efort: 'smoke' });\n",
      );
      const options = { module, moduleResolution, target: 'es2023', strict: true, noEmit: true, skipLibCheck: false };
      const types = [join(root, 'node_modules/@types/node')];
      const compilerOptions = { ...options, types, exactOptionalPropertyTypes: true };
      project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['example.ts', 'mistake.ts'] }));

      const { out } = await project.node(join(root, 'node_modules/typescript/bin/tsc'));

      expect(out).toMatch(/^mistake\.ts\(2,20\): error TS2561: .*'efort'/);
      expect(out.match(/error/g)).toHaveLength(1);
    });
  }
});
