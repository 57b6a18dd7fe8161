/** Everything a run leaves and says is searched for every secret that it was given, and for every signature it made. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { echoedSecrets as secrets } from '../../test-support/hostile/echoing-server.ts';
import { packageRoot } from '../package/package-root.ts';
import { changed, referenceBehaviour } from '../reference/behaviour.ts';
import { type Reference, startReference } from '../reference/reference.ts';

const directory = mkdtempSync(join(tmpdir(), 'secrets-'));

const signatures = new Set<string>();

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Takes these keys, echoes what it was sent in its errors, and forgets to check permissions, so that cases fail. */
function startEchoingTarget(): Promise<Reference> {
  const known = {
    [secrets.AWS_ACCESS_KEY_ID]: { secret: secrets.AWS_SECRET_ACCESS_KEY, token: secrets.AWS_SESSION_TOKEN },
    [secrets.EC2_CONFORMANCE_DENIED_ACCESS_KEY_ID]: { secret: secrets.EC2_CONFORMANCE_DENIED_SECRET_ACCESS_KEY },
    [secrets.EC2_CONFORMANCE_SESSION_ACCESS_KEY_ID]: {
      secret: secrets.EC2_CONFORMANCE_SESSION_SECRET_ACCESS_KEY,
      token: secrets.EC2_CONFORMANCE_SESSION_TOKEN,
    },
  } as Record<string, { secret: string; token?: string }>;
  const { signing, rendering } = referenceBehaviour;
  return startReference({
    behaviour: changed(referenceBehaviour, {
      signing: {
        context: (arrival) => ({
          ...signing.context(arrival),
          secretFor: (accessKeyId) => {
            const found = known[accessKeyId];
            return found === undefined
              ? undefined
              : {
                  accessKeyId,
                  secretAccessKey: found.secret,
                  ...(found.token === undefined ? {} : { sessionToken: found.token }),
                };
          },
        }),
        identityOf: (_, { facts }) => facts.identities[0],
      },
      rendering: {
        error: (refusal, arrival) => {
          const sent = arrival.request.headers.map(([name, value]) => `${name}: ${value}`).join(' ');
          for (const [, made = ''] of `${sent} ${arrival.request.target}`.matchAll(/Signature=([0-9a-f]{64})/g)) {
            // One case sends a signature of zeros, which is none.
            if (!/^0+$/.test(made)) signatures.add(made);
          }
          const echo = `${sent} ${arrival.request.target} ${Object.values(secrets).join(' ')}`.replace(
            /[<&]/g,
            (mark) => (mark === '<' ? '&lt;' : '&amp;'),
          );
          return String(rendering.error(refusal, arrival)).replace('</Message>', ` ${echo}</Message>`);
        },
      },
    }),
  });
}

function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const lax = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const all = [secret, encodeURIComponent(secret), json, lax, xml, xml.replaceAll('"', '&quot;')];
  // Within JSON files quotes and backslashes are escaped once more.
  return [...all, ...all.map((one) => JSON.stringify(one).slice(1, -1))];
}

function found(text: string): readonly string[] {
  const given = Object.entries(secrets).filter(([, secret]) => spellings(secret).some((one) => text.includes(one)));
  const made = [...signatures].filter((signature) => text.includes(signature));
  return [...given.map(([name]) => name), ...made];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('no secret', () => {
  it('is in any file or line that a run leaves, even where the target echoes them', async () => {
    const target = await startEchoingTarget();
    const [out, recording] = [join(directory, 'reports'), join(directory, 'recording')];
    const args = ['--endpoint', target.endpoint.href, '--region', target.region, '--out', out, '--record', recording];

    const run = await ec2Conformance(
      ['run', ...args, '--verbose', '--only', 'signing/*', '--only', 'dry-run/*'],
      secrets,
    );
    const send = await ec2Conformance(['send', '--endpoint', target.endpoint.href, 'GroupId=sg-1'], secrets);
    await target.close();

    expect(run.error).toBe('');
    expect(run.out).toMatch(/fail/);
    expect(signatures.size).toBeGreaterThan(20);
    expect(found(run.out + run.error + send.out + send.error)).toStrictEqual([]);
    const files = [out, recording].flatMap(filesIn);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect(found(readFileSync(file, 'utf8')), file).toStrictEqual([]);
  }, 120_000);

  it('is in the list of processes', async () => {
    const target = await startEchoingTarget();
    const main = join(packageRoot(), 'dist/harness/cli/main.js');
    const args = ['run', '--endpoint', target.endpoint.href, '--out', join(directory, 'listed')];
    const env = { ...secrets, PATH: process.env['PATH'], AWS_REGION: target.region };
    const child = spawn(process.execPath, [main, ...args], { env, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (target.stats.requests < 20 && child.exitCode === null) await sleep(1);

    const listed = execFileSync('ps', ['-o', 'args=', '-p', String(child.pid)], { encoding: 'utf8' });
    child.kill();
    await ended;
    await target.close();

    expect(listed).toContain('--endpoint');
    expect(found(listed)).toStrictEqual([]);
  }, 60_000);
});
