import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UnwritableFile } from '../output-file.ts';
import { Journal } from './journal.ts';

const run = { runId: '1', endpoint: 'http://127.0.0.1/', region: 'us-east-1' };
const group = { kind: 'group', name: 'ec2-conformance-1-a' } as const;

describe('a journal whose file cannot be written any more', () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  const file = join(folder, 'journal-1.ndjson');
  const journal = new Journal(file);
  journal.begin(run);
  journal.write({ event: 'creating', ...group });
  const before = [journal.isIncomplete(), journal.unwritable];
  rmSync(folder, { recursive: true });

  it('knows what was created nevertheless, and says that it is incomplete', () => {
    journal.write({ event: 'created', ...group, id: 'sg-1' });

    expect(before).toStrictEqual([false, undefined]);
    expect(journal.remaining().map(({ id }) => id)).toStrictEqual(['sg-1']);
    expect(journal.isIncomplete()).toBe(true);
    expect(journal.unwritable?.details).toStrictEqual({
      path: file,
      option: '--out',
      why: 'ENOENT: no such file or directory',
    });
  });

  it('lets nothing be asked for that is not written down', () => {
    expect(() => journal.write({ event: 'creating', ...group })).toThrow(UnwritableFile);
  });

  it('knows what was deleted', () => {
    journal.write({ event: 'deleted', ...group, id: 'sg-1' });

    expect(journal.remaining()).toStrictEqual([]);
  });
});

describe('a journal whose file was removed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  const journal = new Journal(join(folder, 'journal-1.ndjson'));
  journal.begin(run);
  journal.write({ event: 'creating', ...group });
  journal.write({ event: 'created', ...group, id: 'sg-1' });
  const before = journal.remaining();
  rmSync(folder, { recursive: true });

  it('knows what it had written down, once', () => {
    expect(before).toHaveLength(1);
    expect(journal.remaining()).toStrictEqual(before);
    expect(journal.isIncomplete()).toBe(true);
  });
});
