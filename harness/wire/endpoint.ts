/** Where a target is reached, resolved from what a person typed. */

/** A valid endpoint with its region and partition. */
export interface ResolvedEndpoint {
  /** Scheme, host, port and path; nothing else. */
  readonly url: URL;
  readonly region: string;
  /** Of Amazon's own endpoints; undefined for every other host. */
  readonly partition?: Partition;
  /** The host is this machine by its name or address. */
  readonly loopback: boolean;
}

/** An AWS partition. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** Why an endpoint cannot be used; one sentence. */
export interface EndpointProblem {
  /** What is wrong, where, and what to do next. */
  readonly problem: string;
}

/** The specification's three server templates: regional, global, China. */
export const serverTemplates = [
  'https://ec2.{region}.amazonaws.com',
  'https://ec2.amazonaws.com',
  'https://ec2.{region}.amazonaws.com.cn',
] as const;

// What the global endpoint serves, and what an emulator takes for granted.
const defaultRegion = 'us-east-1';

/**
 * The endpoint that the text names, with `{region}` filled in. The region is the given one, else that of Amazon's own host
 * name, else us-east-1. Refuses what would be lost or misread: user info, query, fragment, other schemes, a region that
 * contradicts the host.
 */
export function resolveEndpoint(text: string, region: string | undefined): ResolvedEndpoint | EndpointProblem {
  if (region !== undefined && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(region)) {
    return { problem: `the region "${region}" is not lower-case letters, digits and hyphens; write it like us-east-1` };
  }
  const whole = fillRegion(text.trim(), region);
  if (typeof whole !== 'string') return whole;
  if (!/^https?:\/\//i.test(whole)) return schemeProblem(whole);
  if (!URL.canParse(whole)) {
    return {
      problem: `the endpoint "${shown(whole)}" is no URL: check its host and port; write it like http://127.0.0.1:4566`,
    };
  }
  const url = new URL(whole);
  const problem = surplusProblem(url);
  return problem === undefined ? withRegion(url, region) : { problem };
}

function fillRegion(text: string, region: string | undefined): string | EndpointProblem {
  if (text === '') return { problem: 'the endpoint is empty; write it like http://127.0.0.1:4566' };
  if (!text.includes('{region}')) return text;
  if (region === undefined) return { problem: `the endpoint "${shown(text)}" needs a region; give one with --region` };
  return text.replaceAll('{region}', region);
}

function schemeProblem(text: string): EndpointProblem {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  const found = scheme === undefined ? 'has no scheme' : `has the scheme "${scheme}"`;
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
  return { problem: `the endpoint "${shown(text)}" ${found}; write http://${shown(rest)} or https://${shown(rest)}` };
}

function surplusProblem(url: URL): string | undefined {
  const kept = `${url.protocol}//${url.host}${url.pathname}`;
  if (url.username !== '' || url.password !== '') {
    return `the endpoint holds a user name or password; write ${kept} and give the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
  }
  if (url.href.includes('?')) return `the endpoint holds a query; write ${kept}`;
  if (url.href.includes('#')) return `the endpoint holds a fragment; write ${kept}`;
  if (url.port === '0')
    return `the endpoint's port is 0, where nothing can listen; write the port that the target listens on`;
  return undefined;
}

function withRegion(url: URL, given: string | undefined): ResolvedEndpoint | EndpointProblem {
  const amazon = amazonHost(url.hostname);
  if (given !== undefined && amazon?.region !== undefined && amazon.region !== given) {
    return {
      problem: `the endpoint ${url.host} belongs to region ${amazon.region}, not ${given}; change --region or the endpoint`,
    };
  }
  const region = given ?? amazon?.region ?? defaultRegion;
  const loopback = isLoopback(url.hostname);
  return amazon === undefined ? { url, region, loopback } : { url, region, loopback, partition: amazon.partition };
}

function amazonHost(host: string): { readonly region?: string; readonly partition: Partition } | undefined {
  const name = host.replace(/\.$/, '');
  if (name === 'ec2.amazonaws.com') return { region: defaultRegion, partition: 'aws' };
  const [, regional, china] =
    /^(?:[^.]+\.)*?ec2(?:-fips)?\.([a-z0-9-]+)(?:\.vpce)?\.amazonaws\.com(\.cn)?$/.exec(name) ?? [];
  const [, dualStack] = /^ec2\.([a-z0-9-]+)\.api\.aws$/.exec(name) ?? [];
  const region = regional ?? dualStack;
  if (region === undefined) return undefined;
  if (china !== undefined || region.startsWith('cn-')) return { region, partition: 'aws-cn' };
  return { region, partition: region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws' };
}

function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])\.?$/.test(host);
}

/** Text for a message: bounded, and without what precedes an `@`. */
function shown(text: string): string {
  const bare = text.replace(/[^/@]*@/, '…@');
  return bare.length > 100 ? `${bare.slice(0, 100)}…` : bare;
}
