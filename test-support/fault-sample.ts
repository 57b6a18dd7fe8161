/** Which faults `npm test` applies: a sample of each operation's in which every requirement that has a fault is broken by one. */
import type { Fault } from '../harness/mutants/fault.ts';
import { isInSample } from './mutant-cases.ts';

/** One of so many faults is in the sample, whatever it breaks. */
const sampleOfAll = 6;

/** An operation's faults, and its action, which draws the sample. */
export interface FaultCatalogue {
  readonly action: string;
  readonly faults: readonly Fault[];
}

/**
 * The sampled faults of each catalogue, in its order: one in six by a hash of the id, and a fault for each requirement that
 * these leave out, here and in the catalogues before. Together a third of all.
 */
export function sampledFaults(catalogues: readonly FaultCatalogue[]): readonly (readonly Fault[])[] {
  const broken = new Set<string>();
  return catalogues.map(({ action, faults }) => {
    const chosen = new Set(faults.filter((fault) => isInSample(fault, action, sampleOfAll)));
    for (const id of [...chosen].flatMap(surelyBroken)) broken.add(id);
    for (const id of faults.flatMap(({ breaks, alsoBreaks = [] }) => [breaks, ...alsoBreaks])) {
      const fault = broken.has(id) ? undefined : representative(id, faults);
      if (fault === undefined) continue;
      chosen.add(fault);
      for (const id of surelyBroken(fault)) broken.add(id);
    }
    return faults.filter((fault) => chosen.has(fault));
  });
}

/** The requirements that fail with the fault; none where listed cases may miss it. */
export function surelyBroken({ breaks, alsoBreaks = [], needsRareValues: isRare }: Fault): readonly string[] {
  return isRare === true ? [] : [breaks, ...alsoBreaks];
}

/** The fault that stands for a requirement: the first that is about it, else that breaks it too, else that may break it. */
function representative(id: string, faults: readonly Fault[]): Fault | undefined {
  return (
    faults.find((fault) => surelyBroken(fault)[0] === id) ??
    faults.find((fault) => surelyBroken(fault).includes(id)) ??
    faults.find(({ breaks }) => breaks === id)
  );
}
