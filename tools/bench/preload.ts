/**
 * Loaded before the command in a process that is measured. When the process ends it writes its peak resident memory and
 * its processor time; when asked to, also each request to a server of the process, and of each call that any of its threads made how large
 * the response was and how long it was waited for. One JSON line each, appended to a file.
 */
import { subscribe } from 'node:diagnostics_channel';
import { openSync, writeSync } from 'node:fs';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { isMainThread } from 'node:worker_threads';
import type { MeasuredLine } from './measured-line.ts';
import { makeIdsPredictable } from './predictable-ids.ts';

const file = process.env['EC2_CONFORMANCE_BENCH_FILE'];
// Opened once for each thread: what measuring takes counts as ours.
const descriptor = file === undefined ? undefined : openSync(file, 'a');

function write(line: MeasuredLine): void {
  if (descriptor !== undefined) {
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
  }
}

if (isMainThread) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    write({ kind: 'end', peakBytes: maxRSS * 1024, processorMs: (userCPUTime + systemCPUTime) / 1000 });
  });
}

if (process.env['EC2_CONFORMANCE_BENCH_CALLS'] !== undefined) {
  if (isMainThread) makeIdsPredictable();
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { readonly request: IncomingMessage; readonly response: ServerResponse };
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.once('finish', () =>
      write({
        kind: 'request',
        method: request.method ?? '',
        target: request.url ?? '',
        headers: request.rawHeaders,
        body: Buffer.concat(chunks).toString('latin1'),
        status: response.statusCode,
      }),
    );
  });
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { readonly request: ClientRequest };
    const startedAt = performance.now();
    let bytes = 0;
    request.prependListener('response', (response) => {
      bytes = Number(response.headers['content-length'] ?? 0);
    });
    request.once('close', () => write({ kind: 'call', bytes, waitedMs: performance.now() - startedAt }));
  });
}
