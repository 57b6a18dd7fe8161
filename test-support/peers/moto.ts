/** moto's server: an emulator of AWS in Python, with both kinds of VPC, and a mode that authenticates and authorises. */
import { join } from 'node:path';
import { callService, textIn } from './query-service.ts';
import type { RunningPeer, ServerPeer } from './server-peer.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { pythonEnvironment } from './toolchain.ts';

const version = '5.2.5';
/** Of January 2024: the major version as it was at first. */
const firstVersion = '5.0.0';
const region = 'us-east-1';

/** moto as a peer, without authentication. */
export const moto: ServerPeer = plain(version);

/** The same at an older version. */
export const motoBefore: ServerPeer = plain(firstVersion);

function plain(release: string): ServerPeer {
  return {
    id: `moto-${release}`,
    name: `moto ${release}`,
    about: `\`pip install 'moto[server,ec2]==${release}'\` (PyPI, Apache-2.0), started as it comes: \`moto_server -H 127.0.0.1\`.`,
    region,
    start: async () => withStandardKeys(await startServer(release)),
  };
}

/** The same server, asked about outbound rules. */
export const motoOutbound: ServerPeer = {
  ...moto,
  id: `moto-${version}-egress`,
  operation: 'RevokeSecurityGroupEgress',
};

/** moto as a peer, in auth mode. */
export const motoWithAuth: ServerPeer = {
  id: `moto-${version}-auth`,
  name: `moto ${version}, auth mode`,
  about:
    `\`pip install 'moto[server,ec2]==${version}'\` (PyPI, Apache-2.0), started by \`moto_server -H 127.0.0.1\` and put ` +
    'into its auth mode by `POST /moto-api/reset-auth` with the body `0`, after a user that may do everything on EC2, ' +
    'one that may do nothing, and an assumed role that may do everything were made.',
  region,
  start: startWithAuth,
};

async function startServer(release = version): Promise<ServerProcess> {
  const bin = await pythonEnvironment('moto', [`moto[server,ec2]==${release}`]);
  return startServerProcess({
    name: `moto ${release}`,
    command: join(bin, 'moto_server'),
    arguments: (port) => ['-H', '127.0.0.1', '-p', String(port)],
  });
}

function withStandardKeys(server: ServerProcess): RunningPeer {
  return { ...server, identities: { main: { accessKeyId: 'test', secretAccessKey: 'test' } } };
}

async function startWithAuth(): Promise<RunningPeer> {
  const server = await startServer();
  try {
    const identities = {
      main: await createUser(server.endpoint, 'suite', allowEc2),
      denied: await createUser(server.endpoint, 'denied'),
      session: await assumeRole(server.endpoint, 'session', allowEc2),
    };
    await fetch(new URL('/moto-api/reset-auth', server.endpoint), { method: 'POST', body: '0' });
    return { ...server, identities };
  } catch (problem) {
    await server.stop();
    throw problem;
  }
}

const allowEc2 = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }],
});

const anybodyAssumes = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }],
});

async function createUser(endpoint: string, name: string, policy?: string): Promise<RunningPeer['identities']['main']> {
  const iam = (parameters: Readonly<Record<string, string>>) =>
    callService({ endpoint, region, service: 'iam', version: '2010-05-08' }, parameters);
  await iam({ Action: 'CreateUser', UserName: name });
  if (policy !== undefined) {
    await iam({ Action: 'PutUserPolicy', UserName: name, PolicyName: 'ec2', PolicyDocument: policy });
  }
  const answer = await iam({ Action: 'CreateAccessKey', UserName: name });
  return { accessKeyId: textIn(answer, 'AccessKeyId'), secretAccessKey: textIn(answer, 'SecretAccessKey') };
}

async function assumeRole(endpoint: string, name: string, policy: string): Promise<RunningPeer['identities']['main']> {
  const iam = (parameters: Readonly<Record<string, string>>) =>
    callService({ endpoint, region, service: 'iam', version: '2010-05-08' }, parameters);
  const role = await iam({ Action: 'CreateRole', RoleName: name, AssumeRolePolicyDocument: anybodyAssumes });
  await iam({ Action: 'PutRolePolicy', RoleName: name, PolicyName: 'ec2', PolicyDocument: policy });
  const answer = await callService(
    { endpoint, region, service: 'sts', version: '2011-06-15' },
    { Action: 'AssumeRole', RoleArn: textIn(role, 'Arn'), RoleSessionName: 'suite' },
  );
  return {
    accessKeyId: textIn(answer, 'AccessKeyId'),
    secretAccessKey: textIn(answer, 'SecretAccessKey'),
    sessionToken: textIn(answer, 'SessionToken'),
  };
}
