/** botocore's EC2 serializer, parser and validator, asked in a process of their own: an implementation of the wire format that is not ours. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../harness/package/package-root.ts';
import { pythonEnvironment } from './toolchain.ts';

/** The version that the packaged service model is distilled from. */
export const botocoreVersion = '1.44.8';

const script = join(packageRoot(), 'tools/service-model/botocore_oracle.py');

/** Asks botocore; the script states the kinds of questions. Answers come in the order of the questions. Throws PeerMissing without Python. */
export async function askBotocore<Answer>(questions: readonly object[]): Promise<readonly Answer[]> {
  const python = await botocorePython();
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'], env: { PYTHONUTF8: '1' } });
  const output = text(child.stdout);
  const errors = text(child.stderr);
  const closed = once(child, 'close');
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  const [code] = (await closed) as [number | null];
  if (code !== 0) throw new Error(`botocore's process ended with ${code}: ${(await errors).slice(-2000)}`);
  const lines = (await output).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Answer);
}

/** The Python interpreter that has botocore. Throws PeerMissing. */
export async function botocorePython(): Promise<string> {
  return join(await pythonEnvironment('botocore', [`botocore==${botocoreVersion}`]), 'python');
}

/** botocore's own service model, as it is installed. Throws PeerMissing. */
export async function botocoreModelFile(): Promise<string> {
  const child = spawn(await botocorePython(), ['-c', 'import botocore; print(botocore.__path__[0])']);
  return join((await text(child.stdout)).trim(), 'data/ec2/2016-11-15/service-2.json.gz');
}
