/** Where a target is reached, resolved from what a person typed. */

export interface ResolvedEndpoint {
  /** Scheme, host, port and path; nothing else. */
  readonly url: URL;
  readonly region: string;
  /** Of Amazon's own endpoints; undefined for every other host. */
  readonly partition?: 'aws' | 'aws-cn' | 'aws-us-gov';
  /** The host is this machine by its name or address. */
  readonly loopback: boolean;
}

export interface EndpointProblem {
  /** What is wrong, where, and what to do next. */
  readonly problem: string;
}

/** The specification's three server templates. */
export const serverTemplates = [
  'https://ec2.{region}.amazonaws.com',
  'https://ec2.amazonaws.com',
  'https://ec2.{region}.amazonaws.com.cn',
] as const;

export function resolveEndpoint(text: string, region: string | undefined): ResolvedEndpoint | EndpointProblem {
  void text;
  void region;
  throw new Error('not written yet');
}
