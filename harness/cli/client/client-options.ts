/** The options of `client`. */
import { serviceModelOption } from '../connection/service-model-option.ts';
import { suiteVersionOption, usualOperation } from '../operation-option.ts';
import { flagOption, integerOption, listOption, textOption, type ValuesOf } from '../option-table.ts';
import { seedOption } from '../run/seed.ts';

/** Milliseconds that a call may take by default. */
export const usualTimeoutMs = 30_000;

/** The options of `client`. */
export const clientOptions = {
  operation: textOption(
    'NAME',
    'the operations under test: a name, a glob, several with commas, or a set: security-group-rules; every-operation: one generated call of each',
    usualOperation,
  ),
  suiteVersion: suiteVersionOption,
  export: textOption('DIR', 'write the cases there as NDJSON and as Smithy protocol tests, and run nothing'),
  name: textOption('TEXT', 'name of the client in the report; default: the name it reports'),
  lacks: listOption(
    'NAME',
    'what the client does not expose: a member of the input or output, or message, status, requestId',
  ),
  host: textOption('NAME', 'host name of the endpoints, which must resolve to 127.0.0.1; default: 127.0.0.1'),
  out: textOption('DIR', 'directory for report.json, report.html, junit.xml and summary.md', 'ec2-conformance-report'),
  only: listOption('GLOB', 'requirements or cases to run'),
  skip: listOption('GLOB', 'requirements or cases to leave out'),
  strict: flagOption('a failed SHOULD fails the run too'),
  seed: seedOption('inputs', 'suite version and operation'),
  serviceModel: serviceModelOption,
  runs: integerOption('N', 'generated inputs; default: 100 for a driver, 10 for a command', {
    least: 0,
    most: 100_000,
  }),
  concurrency: integerOption('N', 'concurrent calls, each with its own port', { least: 1, most: 32 }, 4),
  timeout: integerOption(
    'MS',
    'milliseconds that a call may take, retries included',
    { least: 10, most: 600_000 },
    usualTimeoutMs,
  ),
  baseline: textOption('FILE', 'known failures'),
  writeBaseline: textOption('FILE', 'write what fails as known failures'),
  quiet: flagOption('print only the verdict'),
  verbose: flagOption('print every failed case in full, and what was observed'),
} as const;

/** The values of the options of `client`. */
export type ClientOptions = ValuesOf<typeof clientOptions>;
