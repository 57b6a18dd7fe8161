/** Faults of a server about DescribeRegions: its own, and those of every operation. */
import { revokeFaults } from '../../harness/mutants/catalogue.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import { regionFaults } from '../../harness/mutants/regions.ts';
import { register } from './requirements.ts';

/** Faults of the reading, signing, checking and writing of any request that only a revoke shows, or a case of it. */
const unseen: ReadonlySet<string> = new Set([
  'presigned-answered-by-object-store',
  'ipv6-crashes-authorize',
  'mismatch-as-server-error',
  'non-ascii-breaks-connection',
  'get-reads-first-elements',
  'members-must-be-neighbours',
  'action-guessed',
  'singular-taken-for-plural',
  'names-of-sdks-taken',
  'range-of-presigned-not-signed',
  'error-text-unescaped',
  'description-unescaped',
  'control-character-in-error',
  'error-in-latin-1',
  'other-charset-in-header',
  'root-of-egress',
  'return-capitalised',
  'return-as-number',
  'is-egress-capitalised',
  'not-found-with-client-prefix',
  'overflow-crashes',
  'ids-beside-permissions-crash',
  'dry-run-counts-as-done',
]);

/** A fault that an operation without rules can have too. */
function isGeneral({ id, breaks }: Fault): boolean {
  const requirement = register.find(breaks);
  return requirement !== undefined && requirement.level !== 'OBSERVE' && !unseen.has(id);
}

/** The faults of DescribeRegions. */
export const faults: readonly Fault[] = [
  ...regionFaults,
  ...revokeFaults.filter(isGeneral).map((fault) => ({
    ...fault,
    alsoBreaks: (fault.alsoBreaks ?? []).filter((id) => register.find(id) !== undefined),
  })),
];
