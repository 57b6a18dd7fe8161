/** The gate that every request of a sweep goes through: what could change anything does not pass it. */
import type { ServiceModel } from '../service-model/model.ts';
import { absentPrefix, type Probe } from './probe.ts';
import { hasDryRun, type SweepList } from './sweep-actions.ts';

/** A request that a sweep must not send: a mistake of this suite, never the target's. */
export class UnsafeProbe extends Error {
  override readonly name = 'UnsafeProbe';
}

/**
 * Throws {@link UnsafeProbe} unless the request is a read of the reviewed list, an action that no EC2 has, or a dry run: one
 * `DryRun=true`, spelt exactly so, of an action that has a DryRun. Looks at the parameters themselves, whatever the probe
 * says of itself.
 */
export function refuseUnsafe({ pairs }: Pick<Probe, 'pairs'>, list: SweepList, model: ServiceModel): void {
  const named = pairs.filter(([name]) => name === 'Action').map(([, value]) => value);
  const [name = ''] = named;
  if (named.length !== 1) throw new UnsafeProbe(`a request of a sweep names one action, not ${named.length}`);
  if (Object.hasOwn(list.reads, name)) return;
  const action = model.actions.get(name);
  if (action === undefined) {
    if (name.startsWith(absentPrefix)) return;
    throw new UnsafeProbe(`${name} is neither an action of the model nor one that no EC2 has`);
  }
  const dryRuns = pairs.filter(([parameter]) => parameter.toLowerCase() === 'dryrun');
  const isDryRun =
    dryRuns.length === 1 && dryRuns.every(([parameter, value]) => parameter === 'DryRun' && value === 'true');
  if (!hasDryRun(action) || !isDryRun) throw new UnsafeProbe(`${name} may change something and is no dry run here`);
}
