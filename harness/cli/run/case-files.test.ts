import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleReport } from '../../../test-support/reports/sample-report.ts';
import { caseFolder, writeCaseFiles } from './case-files.ts';

const one = sampleReport();
const failed = one.cases.filter(({ verdict }) => verdict === 'fail').map((each) => ({ ...each, replay: {} }));

test('each failed case has a file of its own, also where several operations have a case of one id', () => {
  const operations = [...one.operations, 'RevokeSecurityGroupEgress'];
  const cases = operations.flatMap((operation) => failed.map((each) => ({ ...each, operation })));
  const folder = mkdtempSync(join(tmpdir(), 'case-files-'));
  try {
    writeCaseFiles({ ...one, cases: failed }, folder);
    const alone = readdirSync(join(folder, caseFolder));
    writeCaseFiles({ ...one, operations, cases }, folder);
    const together = readdirSync(join(folder, caseFolder));

    expect(failed.length).toBeGreaterThan(0);
    expect(alone).toHaveLength(failed.length);
    expect(together.sort()).toStrictEqual(
      operations.flatMap((operation) => alone.map((name) => `${operation}--${name}`)).sort(),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
