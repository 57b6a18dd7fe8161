import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsForReference } from '../../test-support/reference-settings.ts';
import { Caller } from '../endpoint/caller.ts';
import { Journal } from '../endpoint/journal/journal.ts';
import { TransportProblem } from '../endpoint/problem.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { createGroup } from './groups.ts';

describe('a group that is asked for', () => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await startReference();
  });
  afterAll(() => reference.close());

  async function createAt(endpoint: string) {
    const journal = new Journal();
    const caller = new Caller({ ...settingsForReference(reference, 'journal'), endpoint });
    const made = createGroup({ caller, journal }, 'ec2-conformance-1-main', undefined);
    const problem: unknown = await made.catch((error: unknown) => error);
    return { problem, unanswered: journal.unanswered().map(({ name }) => name) };
  }

  it('is not looked for where the request never left, as the connection was refused', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));

    const { problem, unanswered } = await createAt(`http://127.0.0.1:${port}/`);

    expect(problem).toBeInstanceOf(TransportProblem);
    expect(unanswered).toEqual([]);
  });

  it('is looked for where the response was lost', async () => {
    const mute = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const { port } = mute.address() as AddressInfo;

    const { problem, unanswered } = await createAt(`http://127.0.0.1:${port}/`);
    await new Promise((resolve) => mute.close(resolve));

    expect(problem).toBeInstanceOf(TransportProblem);
    expect(unanswered).toEqual(['ec2-conformance-1-main']);
  });
});
