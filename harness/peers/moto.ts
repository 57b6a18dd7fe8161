/** moto's server (PyPI, Apache-2.0): an emulator of AWS written by others, with both kinds of VPC. */
import { join } from 'node:path';
import type { Credentials } from '../wire/credentials.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { pythonEnvironment } from './toolchain.ts';

export const motoVersion = '5.2.5';

export interface Moto extends ServerProcess {
  readonly main: Credentials;
  /** Without permissions; only where moto checks them. */
  readonly denied?: Credentials;
}

/** moto as it comes: it checks no signatures and no permissions. */
export async function startMoto(): Promise<Moto> {
  return { ...(await startServer({})), main: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

/**
 * moto in its auth mode, in which every call is authenticated and authorised after the first few, by which two users are
 * made: one that may do everything on EC2 and one that may do nothing.
 */
export async function startMotoWithAuth(): Promise<Moto> {
  const server = await startServer({ INITIAL_NO_AUTH_ACTION_COUNT: '6' });
  try {
    const main = await createUser(server.endpoint, 'suite');
    const denied = await createUser(server.endpoint, 'denied');
    await iam(server.endpoint, {
      Action: 'PutUserPolicy',
      UserName: 'suite',
      PolicyName: 'all',
      PolicyDocument: allowEc2,
    });
    await iam(server.endpoint, { Action: 'GetUser', UserName: 'suite' });
    return { ...server, main, denied };
  } catch (problem) {
    await server.stop();
    throw problem;
  }
}

const allowEc2 = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }],
});

async function startServer(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const bin = await pythonEnvironment('moto', [`moto[server,ec2]==${motoVersion}`]);
  return startServerProcess({
    name: `moto ${motoVersion}`,
    command: join(bin, 'moto_server'),
    arguments: (port) => ['-H', '127.0.0.1', '-p', String(port)],
    environment,
  });
}

async function createUser(endpoint: string, name: string): Promise<Credentials> {
  await iam(endpoint, { Action: 'CreateUser', UserName: name });
  const answer = await iam(endpoint, { Action: 'CreateAccessKey', UserName: name });
  const text = (element: string) => new RegExp(`<${element}>([^<]+)</${element}>`).exec(answer)?.[1] ?? '';
  return { accessKeyId: text('AccessKeyId'), secretAccessKey: text('SecretAccessKey') };
}

/** moto finds the service by the credential scope; nobody checks the signature yet. */
async function iam(endpoint: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Version: '2010-05-08', ...parameters }),
  });
  const body = await response.text();
  if (!response.ok) {
    throw new Error(`moto: ${parameters['Action']} was answered with ${response.status}: ${body.slice(0, 300)}`);
  }
  return body;
}
