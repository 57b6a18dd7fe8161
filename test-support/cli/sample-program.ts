/** The program with a small catalogue, for tests. */

import type { Case } from '../../harness/cases/case.ts';
import { command } from '../../harness/cli/command.ts';
import { explainCommand } from '../../harness/cli/commands/explain.ts';
import { listCommand } from '../../harness/cli/commands/list.ts';
import { reportCommand } from '../../harness/cli/commands/report.ts';
import { serveCommand } from '../../harness/cli/commands/serve.ts';
import type { Context } from '../../harness/cli/context.ts';
import { runProgram } from '../../harness/cli/program.ts';
import { UsageMistake } from '../../harness/cli/usage-mistake.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { changed } from '../../harness/reference/behaviour.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { sampleRequirement } from '../reports/sample-results.ts';

/** Requires something, and has one case. */
export const requirement = sampleRequirement('a/one', { accepts: ['refused', 'silent'], dependsOn: ['a/root'] });

const example: Case = {
  id: 'a/example',
  title: 'keeps the other rule',
  requirements: ['a/one'],
  control: 'a/plain',
  given: { main: { ingress: { ssh: { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' } } } },
  send: { params: { GroupId: '{main}', 'IpPermissions.1.IpProtocol': 'udp' } },
  expect: [
    { answer: 'refused', status: ['400'], code: ['InvalidPermission.NotFound'], after: ['ssh'] },
    { answer: 'silent', status: ['200'], return: 'true', after: ['ssh'] },
  ],
};

const fault: Fault = {
  id: 'says-teapot',
  breaks: 'a/one',
  means: 'answers every request with 418',
  apply: (behaviour) =>
    changed(behaviour, { responding: { finish: () => ({ status: 418, headers: [], body: 'short and stout' }) } }),
};

const suite: OperationSuite = {
  action: 'RevokeSecurityGroupIngress',
  domain: securityGroups('ingress'),
  generalChecks: [],
  requirements: [requirement, sampleRequirement('b/two', { level: 'OBSERVE', since: '0.2' })],
  cases: [example],
  properties: new Set(),
  folder: 'none',
  files: [],
  fileOf: () => '',
  fixtures: 'none',
  faults: async () => [fault],
  variants: async () => [],
  withoutFault: {},
};

const failing = command({
  name: 'fail',
  takes: ['[HOW]'],
  about: 'throws',
  options: {},
  run: async (_, [how]) => {
    throw how === 'usage' ? new UsageMistake('This is how.') : new TypeError('x is not a function\nat secret place');
  },
});

const program = { commands: [serveCommand, listCommand, explainCommand, reportCommand, failing], version: '1.2.3' };

/** Runs the program without a process, and collects what it prints. */
export async function runSampleProgram(args: readonly string[], overrides: Partial<Context> = {}) {
  let out = '';
  let error = '';
  const context: Context = {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (error += text) },
    environment: {},
    catalogue: { operations: { RevokeSecurityGroupIngress: async () => suite }, versions: ['0.1', '0.2'] },
    interrupted: async () => undefined,
    ...overrides,
  };
  const code = await runProgram(args, program, context);
  return { code, out, error };
}
