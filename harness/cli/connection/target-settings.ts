/** From options and environment to the settings of a target. Every refusal says what, where and what to do next. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { documentedPace } from '../../endpoint/pace.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { Capability } from '../../security-groups/probe/capability.ts';
import type { GroupSettings } from '../../security-groups/probe/target-profile.ts';
import { resolveEndpoint } from '../../wire/endpoint.ts';
import type { Credentials } from '../../wire/signing/credentials.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** Options that choose a target. */
export interface TargetOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly timeoutMs: number;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly insecure?: boolean;
  readonly account?: string;
  readonly useVpc?: string;
  readonly useGroups?: readonly string[];
  readonly safe?: true;
  readonly declared?: { readonly [capability in Capability]?: boolean };
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const maxResponseBytes = 8 * 1024 * 1024;

/** Longest time that a change of a security group is waited for on EC2. */
const amazonSettleMs = 10_000;

/** The endpoint that options or environment name; undefined: the embedded target is meant. */
export function endpointOf(options: Pick<TargetOptions, 'endpoint'>, environment: Environment): string | undefined {
  const named = options.endpoint ?? environment['AWS_ENDPOINT_URL_EC2'] ?? environment['AWS_ENDPOINT_URL'];
  return named === '' ? undefined : named;
}

/** Throws UsageMistake for an endpoint, a certificate file or keys that cannot be used. */
export function targetSettings(endpoint: string, options: TargetOptions, environment: Environment): GroupSettings {
  const region = options.region ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  const resolved = resolveEndpoint(endpoint, region);
  if ('problem' in resolved) {
    throw new UsageMistake(resolved.problem);
  }
  const bundle = environment['AWS_CA_BUNDLE'];
  const main = mainCredentials(environment, resolved.loopback);
  const denied = furtherIdentity(environment, 'DENIED');
  const session = furtherIdentity(environment, 'SESSION');
  return {
    endpoint: resolved.url.href,
    region: resolved.region,
    identities: { main, ...(denied === undefined ? {} : { denied }), ...(session === undefined ? {} : { session }) },
    timeoutMs: options.timeoutMs,
    maxResponseBytes: maxResponseBytes,
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    ...(options.rate === undefined ? {} : { rate: options.rate }),
    ...(bundle === undefined || bundle === '' ? {} : { ca: readBundle(bundle) }),
    ...(options.insecure === undefined ? {} : { insecure: options.insecure }),
    // Amazon's own limits, and its promise that changes are seen in the end.
    ...(resolved.partition === undefined ? {} : { pace: documentedPace, settleMs: amazonSettleMs }),
    ...(options.account === undefined ? {} : { account: options.account }),
    ...placeSettings(options),
    declared: options.declared ?? {},
    runId: randomBytes(4).toString('hex'),
  };
}

/** Settings of where a run works, and of what it may change there. */
export function placeSettings({
  useVpc,
  useGroups,
  safe,
}: Pick<GroupSettings, 'useVpc' | 'useGroups' | 'safe'>): Pick<
  GroupSettings,
  'useVpc' | 'useGroups' | 'safe' | 'oneAtATime'
> {
  const isShared = useGroups !== undefined || safe === true;
  return {
    ...(useVpc === undefined ? {} : { useVpc }),
    ...(useGroups === undefined ? {} : { useGroups }),
    ...(safe === undefined ? {} : { safe }),
    ...(isShared ? { oneAtATime: 'all cases work on what --use-group names' } : {}),
  };
}

function mainCredentials(environment: Environment, loopback: boolean): Credentials {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'] ?? '';
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'] ?? '';
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  if (accessKeyId !== '' && secretAccessKey !== '') {
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  }
  if (accessKeyId !== '' || secretAccessKey !== '') {
    const missing = accessKeyId === '' ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY';
    throw new UsageMistake(
      `${missing} is not set, but its other half is. Set both, or neither against a loopback endpoint.`,
    );
  }
  if (loopback) {
    return { accessKeyId: 'test', secretAccessKey: 'test' };
  }
  throw new UsageMistake(
    'No credentials for an endpoint that is not loopback. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  );
}

function furtherIdentity(environment: Environment, who: 'DENIED' | 'SESSION'): Credentials | undefined {
  const prefix = `EC2_CONFORMANCE_${who}`;
  const accessKeyId = environment[`${prefix}_ACCESS_KEY_ID`] ?? '';
  const secretAccessKey = environment[`${prefix}_SECRET_ACCESS_KEY`] ?? '';
  const sessionToken = environment['EC2_CONFORMANCE_SESSION_TOKEN'] ?? '';
  if (accessKeyId === '' && secretAccessKey === '') {
    return undefined;
  }
  if (accessKeyId === '' || secretAccessKey === '' || (who === 'SESSION' && sessionToken === '')) {
    const names = [
      `${prefix}_ACCESS_KEY_ID`,
      `${prefix}_SECRET_ACCESS_KEY`,
      ...(who === 'SESSION' ? ['EC2_CONFORMANCE_SESSION_TOKEN'] : []),
    ];
    throw new UsageMistake(`An identity is half configured. Set all of ${names.join(', ')}, or none.`);
  }
  return { accessKeyId, secretAccessKey, ...(who === 'SESSION' ? { sessionToken } : {}) };
}

/** What the names of the variables of each identity begin with. */
const identityPrefixes = {
  main: 'AWS_',
  denied: 'EC2_CONFORMANCE_DENIED_',
  session: 'EC2_CONFORMANCE_SESSION_',
} as const;

function tokenVariable(prefix: string): string {
  return prefix === identityPrefixes.main ? 'AWS_SESSION_TOKEN' : `${prefix}TOKEN`;
}

/** The environment variables that give a command these identities. */
export function identityVariables(identities: TargetSettings['identities']): Readonly<Record<string, string>> {
  const { main, denied, session } = identityPrefixes;
  return {
    ...variablesOf(main, identities.main),
    ...variablesOf(denied, identities.denied),
    ...variablesOf(session, identities.session),
  };
}

function variablesOf(prefix: string, credentials: Credentials | undefined): Readonly<Record<string, string>> {
  if (credentials === undefined) return {};
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    [`${prefix}ACCESS_KEY_ID`]: accessKeyId,
    [`${prefix}SECRET_ACCESS_KEY`]: secretAccessKey,
    ...(sessionToken === undefined ? {} : { [tokenVariable(prefix)]: sessionToken }),
  };
}

/** All keys in the environment, of complete and incomplete identities: for redaction, not for signing. */
export function identitiesIn(environment: Environment): readonly Credentials[] {
  return Object.values(identityPrefixes).map((prefix) => {
    const sessionToken = environment[tokenVariable(prefix)];
    return {
      accessKeyId: environment[`${prefix}ACCESS_KEY_ID`] ?? '',
      secretAccessKey: environment[`${prefix}SECRET_ACCESS_KEY`] ?? '',
      ...(sessionToken === undefined ? {} : { sessionToken }),
    };
  });
}

function readBundle(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    throw new UsageMistake(`AWS_CA_BUNDLE names a file that cannot be read (${why}). Name a PEM file, or unset it.`);
  }
}
