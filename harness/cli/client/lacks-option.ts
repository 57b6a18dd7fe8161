/** `--lacks`: what the interface of a client does not have. */
import { actionOf, loadServiceModel } from '../../service-model/load-model.ts';
import type { Shape } from '../../service-model/model.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** What is no member and can be lacking all the same. */
const besides = ['message', 'status', 'requestId'];

/** Throws UsageMistake for what is neither a member of the operation's input or output nor one of the names besides. */
export function refuseUnknownLacks(names: readonly string[], operation: string): void {
  const { input, output } = actionOf(loadServiceModel(), operation);
  const known = [...besides, ...membersOf(input), ...(output === undefined ? [] : membersOf(output))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nested = known.find((name) => name.endsWith(`.${unknown}`));
  const meant = nested === undefined ? didYouMean(unknown, known) : ` Did you mean ${nested}?`;
  throw new UsageMistake(`--lacks ${unknown} is no member of ${operation}.${meant}`);
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
