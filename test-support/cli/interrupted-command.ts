/** Commands in processes of their own that tests interrupt, and a slow way to a server to interrupt them on. */
import { type ChildProcess, execFileSync } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a command printed until it ended by itself. */
export async function finished(child: ChildProcess) {
  const said = { out: '', error: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said.error += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

/** A server that hands requests on, late. */
export interface SlowProxy {
  readonly endpoint: string;
  readonly heard: () => number;
  readonly close: () => void;
}

/** Hands requests on, each after a tenth of a second. */
export async function startSlowProxy(behind: URL): Promise<SlowProxy> {
  let heard = 0;
  const server = http.createServer((incoming, response) => {
    heard += 1;
    setTimeout(() => {
      const { hostname: host, port } = behind;
      const onward = http.request(
        { ...{ host, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, setHost: false },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      incoming.pipe(onward);
    }, 100);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    heard: () => heard,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Resolves when the run has printed this. */
export function said(run: ChildProcess, wanted: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    run.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (wanted.test(text)) resolve();
    });
    run.once('exit', () => reject(new Error(`ended before it said ${wanted}: ${text}`)));
  });
}

/** What it has started; it is one process, of which nothing can stay behind. */
export function childrenOf({ pid }: ChildProcess): readonly number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (child !== undefined && parent === pid ? [child] : []));
}

/** Its exit code once it has ended; null: by a signal. */
export function exitCode(run: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => run.once('exit', (code) => resolve(code)));
}
