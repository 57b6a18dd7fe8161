/** Measures calls per second: the suite's, which judges every response, and the AWS SDKs', on the same loopback server. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { ClientWorkspace } from '../../../harness/client/driver/environment.ts';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { npmAdapter, pythonAdapter } from '../../../test-support/peers/clients/toolchains.ts';
import { PeerMissing } from '../../../test-support/peers/toolchain.ts';
import { inTurns, ratios, type Spread, spreadOf } from '../samples.ts';
import { openLoop } from './full-loop.ts';
import type { PlainServer } from './plain-posts.ts';
import { javascriptProgram, pythonProgram } from './sdk-programs.ts';

/** Rates of the suite's client mode and of one SDK. */
export interface SdkRate {
  readonly sdk: string;
  readonly inFlight: number;
  /** Calls per second. */
  readonly ours: Spread;
  readonly theirs: Spread;
  /** The suite's rate divided by the SDK's, of each round. */
  readonly ratio: Spread;
}

/** The rates of all SDKs that are installed. */
export interface SdkRates {
  readonly rates: readonly SdkRate[];
  /** One sentence for each SDK that is not installed. */
  readonly notRun: readonly string[];
}

const answerBytes = 730;
const calls = 200;
const leastRatio = 1.3;

/** Where each SDK is, once installed: the command that runs its program, and the folder it runs in. */
const sdks: Readonly<Record<string, () => Promise<{ readonly command: readonly string[]; readonly cwd: string }>>> = {
  boto3: async () => ({
    command: [join(packageRoot(), await pythonAdapter('boto3'), 'python'), '-c', pythonProgram],
    cwd: packageRoot(),
  }),
  '@aws-sdk/client-ec2': async () => {
    const [, driver = ''] = await npmAdapter('javascript-v3');
    const command = [process.execPath, '--input-type=module', '-e', javascriptProgram, '--'];
    return { command, cwd: join(packageRoot(), driver, '..') };
  },
};

/** Begins no further round of a comparison after a fourth of `budgetMs`. */
export async function measureSdkRates(server: PlainServer, rounds: number, budgetMs: number): Promise<SdkRates> {
  const rates: SdkRate[] = [];
  const notRun: string[] = [];
  for (const [sdk, find] of Object.entries(sdks)) {
    try {
      const { command, cwd } = await find();
      for (const inFlight of [1, 8]) {
        rates.push(await compare(server, { sdk, command, cwd, inFlight }, rounds, budgetMs / 4));
      }
    } catch (problem) {
      if (!(problem instanceof PeerMissing)) throw problem;
      notRun.push(`${sdk}: ${problem.message}`);
    }
  }
  return { rates, notRun };
}

interface Compared {
  readonly sdk: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly inFlight: number;
}

async function compare(server: PlainServer, of: Compared, rounds: number, budgetMs: number): Promise<SdkRate> {
  const { sdk, inFlight } = of;
  const loop = await openLoop(server, answerBytes, inFlight);
  const program = new SdkProgram(of, `http://127.0.0.1:${server.port}/xml/${answerBytes}`);
  const measured = { ours: () => loop.timeOurs(calls), theirs: () => program.time(calls, inFlight) };
  try {
    // Neither side pays for being loaded or compiled.
    await inTurns(measured, 4, Number.POSITIVE_INFINITY);
    const took = await inTurns(measured, rounds, budgetMs);
    const rate = (side: keyof typeof measured) => spreadOf(took[side].map((ms) => calls / (ms / 1000)));
    return {
      sdk,
      inFlight,
      ours: rate('ours'),
      theirs: rate('theirs'),
      ratio: spreadOf(ratios(took.theirs, took.ours)),
    };
  } finally {
    loop.close();
    program.close();
  }
}

class SdkProgram {
  readonly #workspace = new ClientWorkspace();
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor({ command: [program = '', ...args], cwd }: Compared, endpoint: string) {
    this.#child = spawn(program, [...args, endpoint], {
      cwd,
      env: { ...this.#workspace.environment(process.env, 'main', undefined), NODE_NO_WARNINGS: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async time(count: number, inFlight: number): Promise<number> {
    this.#child.stdin.write(`${count} ${inFlight}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('the SDK ended before it had made its calls');
    return Number(value);
  }

  close(): void {
    this.#child.stdin.end();
    this.#workspace.remove();
  }
}

/** The rates as a Markdown table. */
export function renderSdkRates({ rates, notRun }: SdkRates): string {
  const rows = rates.map(({ sdk, inFlight, ours, theirs, ratio }) => {
    const mark = ratio.median >= leastRatio ? 'kept' : '**missed**';
    return `| ${sdk}, ${inFlight} in flight | ${spreadText(ours, 0)} | ${spreadText(theirs, 0)} | **${ratio.median.toFixed(2)}** (${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}) | at least ${leastRatio} | ${mark} |`;
  });
  return `
## Calls per second beside the AWS SDKs

One revoke, answered in ${answerBytes} bytes by the same loopback server. Ours is built, signed twice, sent, read strictly
and judged by everything that holds over every response, in one thread; the SDK builds, signs, sends and reads, in a process of
its own.

| beside | ours | the SDK | ratio | wanted | |
|---|---|---|---|---|---|
${rows.join('\n')}
${notRun.map((why) => `\n**Not run**: ${why}.\n`).join('')}`;
}

function spreadText({ median, least, most }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}
