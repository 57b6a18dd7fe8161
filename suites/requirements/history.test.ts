import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restrictToVersion } from '../../harness/operation/version-filter.ts';
import { packageVersion } from '../../harness/package/package-facts.ts';
import { packageRoot } from '../../harness/package/package-root.ts';
import {
  breachesOfHistory,
  inOrder,
  recordOf,
  type VersionRecord,
} from '../../harness/register/requirement-history.ts';
import { suite as sweep } from '../every-operation/suite.ts';
import { operations } from '../operations.ts';
import { suiteVersions } from '../versions.ts';

const folder = join(packageRoot(), 'fixtures/register');
const records = inOrder(
  readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as VersionRecord),
);
const suites = Object.fromEntries(
  await Promise.all(Object.entries(operations).map(async ([name, load]) => [name, await load()] as const)),
);

describe('the versions of the requirements', () => {
  test('end with that of the package, and each has its record', () => {
    expect(packageVersion().split('.').slice(0, 2).join('.')).toBe(suiteVersions.at(-1));
    expect(records.map(({ version }) => version)).toEqual(suiteVersions);
    expect(records.slice(0, -1).filter(({ released }) => !released)).toEqual([]);
  });

  // `npx vitest run suites/requirements/history.test.ts -t recorded --update` writes the record of a version until then.
  test.skipIf(records.at(-1)?.released)('are recorded as long as the newest is not released', async () => {
    const version = suiteVersions.at(-1) ?? '';
    const requirements = Object.fromEntries(
      [...Object.entries(suites), [sweep.name, sweep] as const].map(([name, suite]) => [name, suite.requirements]),
    );

    const record = recordOf(version, requirements, records.at(-1)?.changed ?? {});

    await expect(`${JSON.stringify(record, undefined, 2)}\n`).toMatchFileSnapshot(join(folder, `${version}.json`));
  });
});

describe('the requirements of a sweep', () => {
  test('mean what they meant in every version before', () => {
    expect(breachesOfHistory(sweep.name, sweep.requirements, records)).toEqual([]);
  });
});

describe.each(Object.entries(suites))('the requirements of %s', (name, suite) => {
  // A new requirement takes a new id. If one is reworded or regraded, the newest record says why.
  test('mean what they meant in every version before', () => {
    expect(breachesOfHistory(name, suite.requirements, records)).toEqual([]);
  });

  test.each(suiteVersions)('of version %s are all tested when newer ones are excluded', (version) => {
    const { suite: held } = restrictToVersion(suite, version);
    const judged = new Set([
      ...held.cases.flatMap(({ requirements }) => requirements),
      ...held.generalChecks.map(({ requirement }) => requirement),
    ]);
    const ofServers = held.requirements.filter(({ binds }) => binds.includes('server'));

    expect(ofServers.map(({ id }) => id).filter((id) => !judged.has(id))).toEqual([]);
  });
});
