/** Judges a recording with today's requirements. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadReport } from '../../../reports/load.ts';
import type { Report } from '../../../reports/report.ts';
import type { CommandContext } from '../context.ts';
import { runCommand } from '../run/run.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** Replays it and returns the report; writes nothing that stays. Throws UsageMistake for a recording that cannot be used. */
export async function rejudge(recording: string, context: CommandContext): Promise<Report> {
  const directory = mkdtempSync(join(tmpdir(), 'ec2-conformance-'));
  let complaint = '';
  const silent: CommandContext = {
    ...context,
    stdout: { write: () => undefined },
    stderr: { write: (text) => (complaint += text) },
  };
  try {
    await runCommand.start(['--replay', recording, '--out', directory, '--quiet'], silent);
    if (complaint !== '') {
      throw new UsageMistake(`The recording ${recording} cannot be judged: ${complaint.trim()}`);
    }
    return await loadReport(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
