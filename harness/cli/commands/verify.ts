/** `verify`: judges recorded requests offline, one or a folder of them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ExitCode } from '../../../reports/report.ts';
import type { JsonObject } from '../../client/fixture.ts';
import { type Verified, type VerifyOptions, verifyRequest } from '../../client/request/verify-request.ts';
import type { SecretKeeper } from '../../transcript/secret-keeper.ts';
import { visible, visibleLine } from '../../transcript/visible-text.ts';
import type { KnownSecret } from '../../wire/signing/verify.ts';
import { command } from '../command.ts';
import { readServiceModel, serviceModelOption } from '../connection/service-model-option.ts';
import { identitiesIn } from '../connection/target-settings.ts';
import type { CommandContext } from '../context.ts';
import { flagOption, shown, textOption } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** The command `verify`. */
export const verifyCommand = command({
  name: 'verify',
  takes: ['REQUEST.http|DIR'],
  about: 'judge raw requests offline: encoding, and the signature stage by stage',
  details: [
    'A file holds the bytes of one HTTP request. Of a folder, every NAME.http is judged, with NAME.params.json if there is one.',
    'Keys: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. The date of a request is not judged.',
    'Exit codes: 0 no mistake, 1 a mistake, 2 wrong usage, 3 the folder holds no request.',
  ],
  options: {
    params: textOption('FILE', 'the input that the request was made from, as JSON by SDK member names'),
    region: textOption('NAME', 'the region that the signature must be for; default: that of an AWS host, else any'),
    serviceModel: serviceModelOption,
    json: flagOption('one line of JSON for each file'),
  },
  run: async ({ params, region, serviceModel, json }, [path = ''], context) => {
    const files = requestFiles(path, params);
    context.secrets.learn(identitiesIn(context.environment));
    const secretFor = keysOf(context.environment);
    if (files.length === 0) {
      context.stderr.write(`ec2-conformance verify: ${shown(path)} holds no *.http file.\n`);
      return 3;
    }
    const model = readServiceModel(serviceModel);
    let worst: ExitCode = 0;
    for (const file of files) {
      const options: VerifyOptions = {
        secretFor,
        model,
        ...(region === undefined ? {} : { region }),
        ...(file.params === undefined ? {} : { params: readParams(file.params) }),
      };
      const bytes = readBytes(file.path);
      refuseOtherFile(file.path, bytes);
      const verified = displayable(verifyRequest(bytes, options), context.secrets);
      context.stdout.write(json ? jsonLine(file.name, verified) : textLines(file.name, verified, files.length === 1));
      if (isWrong(verified)) worst = 1;
    }
    return worst;
  },
});

/** Longest sentence on a request, which quotes parts of it and says what they were taken for. */
const longestSentence = 1_000;

/** A request may hold anything, and its secrets may be where none belongs. */
function displayable({ signature, encoding, workings }: Verified, secrets: SecretKeeper): Verified {
  const shown = (text: string) => secrets.quoteRequest(text, longestSentence);
  const { explanation } = signature;
  return {
    signature: { ...signature, ...(explanation === undefined ? {} : { explanation: shown(explanation) }) },
    encoding: { ...encoding, problems: encoding.problems.map(shown) },
    ...(workings === undefined
      ? {}
      : {
          workings: {
            canonicalRequest: secrets.clean(workings.canonicalRequest),
            stringToSign: secrets.clean(workings.stringToSign),
          },
        }),
  };
}

interface RequestFile {
  readonly name: string;
  readonly path: string;
  readonly params?: string;
}

function requestFiles(path: string, params: string | undefined): readonly RequestFile[] {
  if (!existsSync(path))
    throw new UsageMistake(`${shown(path)} is not there. Give a file with one HTTP request, or a folder of *.http.`);
  if (!statSync(path).isDirectory()) return [{ name: path, path, ...(params === undefined ? {} : { params }) }];
  if (params !== undefined)
    throw new UsageMistake('--params goes with one file; in a folder, NAME.params.json belongs to NAME.http.');
  return readdirSync(path)
    .filter((name) => name.endsWith('.http'))
    .sort()
    .map((name) => {
      const beside = join(path, `${basename(name, '.http')}.params.json`);
      return { name, path: join(path, name), ...(existsSync(beside) ? { params: beside } : {}) };
    });
}

function keysOf(environment: CommandContext['environment']): VerifyOptions['secretFor'] {
  const known = new Map<string, KnownSecret>();
  for (const prefix of ['AWS_', 'EC2_CONFORMANCE_DENIED_', 'EC2_CONFORMANCE_SESSION_']) {
    const id = environment[`${prefix}ACCESS_KEY_ID`];
    const secretAccessKey = environment[`${prefix}SECRET_ACCESS_KEY`];
    const token = environment[prefix === 'AWS_' ? 'AWS_SESSION_TOKEN' : `${prefix}TOKEN`];
    if (id === undefined || secretAccessKey === undefined) continue;
    known.set(id, { secretAccessKey, ...(token === undefined || token === '' ? {} : { sessionToken: token }) });
  }
  if (known.size === 0) {
    throw new UsageMistake('There is no key to verify with. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
  }
  return (accessKeyId) => known.get(accessKeyId);
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (problem) {
    throw new UsageMistake(
      `${shown(path)} cannot be read (${(problem as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
  }
}

/** Throws UsageMistake for a file that holds no request, not even a broken one: it says nothing about a client. */
function refuseOtherFile(path: string, bytes: Buffer): void {
  const [first = ''] = bytes.toString('latin1').split(/\r?\n/);
  if (/^[A-Z]+ |HTTP\//.test(first)) return;
  const what = bytes.length === 0 ? 'is empty' : 'holds no HTTP request';
  throw new UsageMistake(
    `${shown(path)} ${what}. Give a file with the bytes of one, which begin like "POST / HTTP/1.1".`,
  );
}

function readParams(path: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(readBytes(path).toString('utf8'));
  } catch (problem) {
    if (problem instanceof UsageMistake) throw problem;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new UsageMistake(
    `${shown(path)} is no JSON object. It holds the input by SDK member names: {"GroupId": "sg-…"}.`,
  );
}

function isWrong({ signature, encoding }: Verified): boolean {
  return signature.verdict === 'fail' || signature.verdict === 'unsigned' || encoding.verdict === 'fail';
}

function jsonLine(file: string, { signature, encoding }: Verified): string {
  return `${JSON.stringify({ file, signature, encoding })}\n`;
}

/** For a single file also what a right signature would be made of. */
function textLines(file: string, { signature, encoding, workings }: Verified, isAlone: boolean): string {
  const { verdict, scheme, stage, explanation } = signature;
  const at = stage === undefined ? '' : `, stage ${stage}`;
  const why = explanation === undefined ? '' : `: ${explanation}`;
  const lines = [
    `${visibleLine(file)}: signature ${verdict} (${scheme}${at})${why}`,
    ...[`encoding ${encoding.verdict}`, ...encoding.problems].map(
      (line, index) => `${index === 0 ? '  ' : '    '}${line}`,
    ),
  ];
  if (isAlone && verdict === 'fail' && workings !== undefined) {
    lines.push(
      '  canonical request:',
      indented(workings.canonicalRequest),
      '  string to sign:',
      indented(workings.stringToSign),
    );
  }
  return `${lines.join('\n')}\n`;
}

function indented(long: string): string {
  return visible(long).replace(/^/gm, '    ');
}
