/** `serve`: the embedded target, for people and SDKs to talk to. */
import type { Fault } from '../../mutants/fault.ts';
import type { Behaviour } from '../../reference/behaviour.ts';
import { referenceBehaviour } from '../../reference/behaviour.ts';
import { type Reference, startReference } from '../../reference/reference.ts';
import { quoted } from '../../transcript/curl.ts';
import { command } from '../command.ts';
import { identityVariables } from '../connection/target-settings.ts';
import type { Catalogue } from '../context.ts';
import { didYouMean } from '../did-you-mean.ts';
import { flagOption, integerOption, listOption, shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** The command `serve`. */
export const serveCommand = command({
  name: 'serve',
  takes: [],
  about: 'start the embedded target, a small conforming EC2 server, on 127.0.0.1, until Ctrl-C',
  details: [
    'Prints shell lines that point SDKs and the AWS CLI at it. Its keys are fake.',
    'Ends on SIGINT, SIGTERM and SIGHUP, and when the shell or the npx that started it ends.',
  ],
  options: {
    port: integerOption('N', 'port to listen on; default: any free one', { least: 0, most: 65_535 }),
    fault: listOption('ID', 'start it with these faults; `list faults` shows them'),
    outliveParent: flagOption('keep running after the shell or the npx that started it has ended'),
  },
  run: async ({ port, fault, outliveParent }, _, { catalogue, stdout, interrupted, parentEnded }) => {
    const behaviour = withFaults(fault, fault.length === 0 ? [] : await faultsOfAll(catalogue));
    const alone = outliveParent || parentEnded === undefined ? [] : [parentEnded()];
    const ended = Promise.race([interrupted(), ...alone]);
    const reference = await start(port, behaviour);
    stdout.write(exportLines(reference));
    await ended;
    await reference.close();
    return 0;
  },
});

/** Operations share faults of what they have in common. */
export async function faultsOfAll({ operations, sweep }: Catalogue): Promise<readonly Fault[]> {
  const suites = await Promise.all(Object.values(operations).map((load) => load()));
  const own = await Promise.all(suites.map((suite) => suite.faults()));
  return [...own.flat(), ...((await sweep?.())?.faults ?? [])];
}

/** Later faults see what earlier ones changed. */
export function withFaults(ids: readonly string[], faults: readonly Fault[]): Behaviour {
  return ids.reduce((behaviour, id) => {
    const fault = faults.find((one) => one.id === id);
    if (fault === undefined) {
      const known = faults.map((one) => one.id);
      throw new UsageMistake(
        `No fault is called ${shown(id)}.${didYouMean(id, known)} See npx ec2-conformance list faults.`,
      );
    }
    return fault.apply(behaviour);
  }, referenceBehaviour);
}

async function start(port: number | undefined, behaviour: Behaviour): Promise<Reference> {
  return startReference({ behaviour, ...(port === undefined ? {} : { port }) }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
      const why = error.code === 'EACCES' ? 'may not be used by this user' : 'is in use';
      throw new UsageMistake(`Port ${port} ${why}. Give another, or leave out --port for any free one.`);
    },
  );
}

/** The further identities too, by the names that `run` reads. */
function exportLines({ endpoint, region, credentials }: Reference): string {
  const variables = { AWS_ENDPOINT_URL_EC2: endpoint.href, AWS_REGION: region, ...identityVariables(credentials) };
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join('');
}
