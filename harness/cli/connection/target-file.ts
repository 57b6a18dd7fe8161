/** A target file: what a target is called, where it responds, and which capabilities it claims. */
import { type Capability, capabilities } from '../../security-groups/probe/capability.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { type JsonMembers, jsonObject, readJsonObject } from './json-file.ts';

/** The content of a target file. */
export interface TargetFile {
  /** What reports call it: `moto 5.1.0`. */
  readonly name?: string;
  readonly endpoint?: string;
  readonly region?: string;
  /** Without those that are to be probed. */
  readonly declared: { readonly [capability in Capability]?: boolean };
}

const targetFile = {
  noun: 'target file',
  ifUnreadable: 'Give the path of a JSON file.',
  ifNotJson: 'Fix it, or leave out --target.',
};

const members = ['$schema', 'name', 'endpoint', 'region', 'capabilities', 'signature-verification'];

/**
 * Reads `{"name": …, "endpoint": …, "region": …, "capabilities": {"ipv6": true | false | "probe"}}`, all optional. The
 * capability `signature-verification` may also be given beside `name`: it is no kind of rule, and nothing probes it.
 *
 * Throws UsageMistake for a file that cannot be read, is not JSON, or has a member or capability of another name:
 * a misspelt one would silently be probed.
 */
export function readTargetFile(path: string): TargetFile {
  const file = readJsonObject(path, targetFile);
  for (const member of Object.keys(file)) {
    if (!members.includes(member)) {
      throw new UsageMistake(
        `${path} has a member ${shown(member)}.${didYouMean(member, members)} It may have ${members.slice(1).join(', ')}.`,
      );
    }
  }
  const texts = ['name', 'endpoint', 'region'].flatMap((member) => textMember(path, file, member));
  const verification = 'signature-verification';
  const claims = {
    ...jsonObject(file['capabilities'] ?? {}, `capabilities in ${path}`),
    ...(file[verification] === undefined ? {} : { [verification]: file[verification] }),
  };
  return { ...Object.fromEntries(texts), declared: declaredIn(path, claims) };
}

function textMember(path: string, file: JsonMembers, member: string): readonly (readonly [string, string])[] {
  const value = file[member];
  if (value === undefined) return [];
  if (typeof value !== 'string' || value === '') throw new UsageMistake(`${member} in ${path} has to be a text.`);
  return [[member, value]];
}

function declaredIn(path: string, value: unknown): TargetFile['declared'] {
  const known = Object.keys(capabilities);
  const entries = Object.entries(jsonObject(value, `capabilities in ${path}`));
  for (const [name, claim] of entries) {
    if (!known.includes(name)) {
      throw new UsageMistake(
        `${path} names a capability ${shown(name)}.${didYouMean(name, known)} There are ${known.join(', ')}.`,
      );
    }
    if (claim !== true && claim !== false && claim !== 'probe') {
      throw new UsageMistake(`The capability ${name} in ${path} has to be true, false or "probe".`);
    }
  }
  return Object.fromEntries(entries.filter(([, claim]) => claim !== 'probe'));
}
