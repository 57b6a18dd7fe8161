/** `--lacks`: what the interface of a client does not have. */
import { actionOf, loadServiceModel } from '../../service-model/load-model.ts';
import type { Shape } from '../../service-model/model.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** What is no member and can be lacking all the same. */
const besides = ['message', 'status', 'requestId'];

/** Throws UsageMistake for what is neither a member of the operations' inputs or outputs nor one of the names besides. */
export function refuseUnknownLacks(names: readonly string[], operations: readonly string[]): void {
  const shapes = operations.flatMap((name) => {
    const { input, output } = actionOf(loadServiceModel(), name);
    return output === undefined ? [input] : [input, output];
  });
  const known = [...new Set([...besides, ...shapes.flatMap((shape) => membersOf(shape))])];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nested = known.find((name) => name.endsWith(`.${unknown}`));
  const meant = nested === undefined ? didYouMean(unknown, known) : ` Did you mean ${nested}?`;
  throw new UsageMistake(`--lacks ${unknown} is no member of ${operations.join(' or ')}.${meant}`);
}

/** Every member, nested ones as `IpPermissions.Ipv6Ranges`. */
function membersOf(shape: Shape, path = ''): readonly string[] {
  if (shape.type === 'list') return membersOf(shape.item, path);
  if (shape.type !== 'structure') return [];
  return [...shape.members].flatMap(([name, member]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [here, ...membersOf(member.shape, here)];
  });
}
