/**
 * AWS Emulator's files: at every start it writes an access key, a shared config and its certificate to a folder named for
 * its port (https://docs.aws.amazon.com/emulator/latest/userguide/cli-reference.html), so that its endpoint alone says all.
 *
 * The key is looked for in every text file there, `emulator_credentials` first, as a shared file, an environment file or
 * JSON would have it: the documentation names the files and not what is in them. Started with `--auth off` it writes none.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './target-settings.ts';

const certificate = 'ca.pem';

/** Names under which the shared files, environment files and JSON alike keep a key. */
const idPattern = /access_?key_?id["']?\s*[=:]\s*["']?([^\s"',]+)/i;
const secretPattern = /secret_?access_?key["']?\s*[=:]\s*["']?([^\s"',]+)/i;
const regionPattern = /^\s*region\s*=\s*(\S+)/m;

/**
 * What the environment lacks for the endpoint, by the names of AWS's variables: the keys, the certificate, the region.
 * Empty when there is no such folder, or the endpoint is not on this machine. What the environment has stays.
 */
export function emulatorEnvironment(endpoint: string, environment: Environment): Environment {
  const folder = folderOf(endpoint, environment);
  if (folder === undefined) {
    return {};
  }
  const texts = filesIn(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const keys = texts.map(keysIn).find((found) => found !== undefined);
  const region = texts.map((text) => regionPattern.exec(text)?.[1]).find((found) => found !== undefined);
  const hasKeys = environment['AWS_ACCESS_KEY_ID'] !== undefined || environment['AWS_SECRET_ACCESS_KEY'] !== undefined;
  const hasRegion = environment['AWS_REGION'] !== undefined || environment['AWS_DEFAULT_REGION'] !== undefined;
  const ca = join(folder, certificate);
  return {
    ...(hasKeys || keys === undefined ? {} : keys),
    ...(hasRegion || region === undefined ? {} : { AWS_REGION: region }),
    ...(environment['AWS_CA_BUNDLE'] !== undefined || !existsSync(ca) ? {} : { AWS_CA_BUNDLE: ca }),
  };
}

/** Those with credentials in their name first; certificates, stores and logs are not read. */
function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(pem|p12|pid|log|sock)$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const isOfKeys = (name: string) => name.includes('credentials');
  return [...names.filter(isOfKeys), ...names.filter((name) => !isOfKeys(name))];
}

function folderOf(endpoint: string, environment: Environment): string | undefined {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isHere = url !== undefined && /^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
  if (!isHere || url.protocol !== 'https:' || url.port === '') {
    return undefined;
  }
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  const folder = join(home, '.aws', 'emulator', url.port);
  return existsSync(folder) ? folder : undefined;
}

function keysIn(text: string): Environment | undefined {
  const id = idPattern.exec(text)?.[1];
  const secret = secretPattern.exec(text)?.[1];
  return id === undefined || secret === undefined
    ? undefined
    : { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
}
