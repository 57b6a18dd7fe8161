/** Command templates: how a case's input gets into the arguments of a command that knows nothing of this suite. */
import { hyphenated } from '../../service-model/plausible-value.ts';
import { isJsonList, type Json, type JsonObject } from '../fixture.ts';

/** What a template can be filled with. */
export const placeholders = {
  '{json}': 'the input as JSON, in one argument',
  '{file}': 'the path of a file that holds the input as JSON',
  '{args}': 'the input as arguments in the manner of the AWS CLI: --group-id sg-… --dry-run; must be a word of its own',
  '{operation}': 'the operation in the manner of the AWS CLI: revoke-security-group-ingress',
  '{action}': 'the operation by its name: RevokeSecurityGroupIngress',
  '{endpoint}': 'the URL to send the request to; also in AWS_ENDPOINT_URL_EC2',
} as const;

/** Whether a command takes the input in its arguments; one that does not is a resident driver. */
export function isTemplate(command: readonly string[]): boolean {
  return command.some((part) => /\{(?:json|file|args)\}/.test(part));
}

/** Whether a template can make calls of several operations. */
export function namesOperation(command: readonly string[]): boolean {
  return command.some((part) => /\{(?:operation|action)\}/.test(part));
}

/** The values for the placeholders of one call. */
export interface Filling {
  readonly operation: string;
  readonly input: JsonObject;
  readonly endpoint: string;
  /** Writes a file, answers its path; called only when the template asks for one. */
  readonly file: (text: string) => string;
}

/** The command of one call. */
export function fillTemplate(
  command: readonly string[],
  { operation, input, endpoint, file }: Filling,
): readonly string[] {
  const json = JSON.stringify(input);
  let path: string | undefined;
  return command.flatMap((part) => {
    if (part === '{args}') return inputArguments(input);
    return [
      part.replace(/\{(json|file|endpoint|operation|action)\}/g, (_, name: string) => {
        if (name === 'json') return json;
        if (name === 'endpoint') return endpoint;
        if (name === 'operation') return hyphenated(operation);
        if (name === 'action') return operation;
        path ??= file(json);
        return path;
      }),
    ];
  });
}

/** `{ GroupId, DryRun: true, IpPermissions }` as `--group-id sg-… --dry-run --ip-permissions '[…]'`. */
export function inputArguments(input: JsonObject): readonly string[] {
  return Object.entries(input).flatMap(([member, value]) => {
    const name = hyphenated(member);
    if (typeof value === 'boolean') return [`--${value ? '' : 'no-'}${name}`];
    return [`--${name}`, ...argumentValues(value)];
  });
}

function argumentValues(value: Json): readonly string[] {
  if (isJsonList(value)) {
    return value.every((item) => typeof item === 'string') ? value : [JSON.stringify(value)];
  }
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
