/** What a request of the operations that add, change or describe rules can be: a combination of values, kept as data. */

/** What a rule of a request is, and how it came to be. */
export interface Part {
  readonly kind: 'ipv4' | 'ipv6' | 'group' | 'self' | 'prefix-list';
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | 'number' | 'all';
  readonly described: 'given' | 'none';
  /** Only of rules that exist before the request. */
  readonly setUp?: 'usual' | 'shared-permission' | 'tagged' | 'modified';
  /** Two sources in one permission; of the kind `group`, another group and the own one. */
  readonly isBeside?: true;
}

/** One request: how it is sent, and its permissions or rule ids. */
export interface WayRow {
  readonly form: 'permission' | 'rule-id' | 'flat';
  readonly carriage: 'post' | 'get';
  readonly identity: 'main' | 'session';
  /** Of the group. */
  readonly naming: 'id' | 'name';
  readonly direction: 'ingress' | 'egress';
  readonly parts: readonly Part[];
}

/** The way of a request, without its rules. */
export type Manner = Omit<WayRow, 'parts'>;

/** A rule that a request names. */
export interface RowRule extends Pick<Part, 'kind' | 'protocol' | 'described' | 'setUp'> {
  /** From 1: of its permission, or of its id, within the request. */
  readonly place: number;
  /** From 1: within its permission. */
  readonly source: number;
  readonly position: 'alone' | 'first' | 'last' | 'beside';
}

/** What meets in a rule of a request, in the order of {@link pairsOf}. */
export interface WayValues
  extends Omit<Manner, 'identity'>,
    Pick<RowRule, 'kind' | 'protocol' | 'position' | 'setUp' | 'described'> {
  /** That the main identity asks is no value: it asks almost always. */
  readonly identity?: 'session';
}

/** Two values that meet in a rule. */
export interface WayPair<Name extends string> {
  readonly names: readonly [Name, Name];
  /** `kind=ipv4 carriage=get` */
  readonly text: string;
}

/** The rules that a request names, in its order. */
export function rulesOfRow({ parts }: WayRow): readonly RowRule[] {
  return parts.flatMap((part, index) => rulesOfPart(part, index + 1, parts.length === 1));
}

/** The rules of a permission at this place, from 1. */
export function rulesOfPart({ isBeside, ...part }: Part, place: number, isAlone: boolean): readonly RowRule[] {
  if (isBeside !== true) {
    return [{ ...part, place, source: 1, position: isAlone ? 'alone' : place === 1 ? 'first' : 'last' }];
  }
  const kinds = part.kind === 'group' ? (['group', 'self'] as const) : ([part.kind, part.kind] as const);
  return kinds.map((kind, index) => ({ ...part, kind, place, source: index + 1, position: 'beside' }));
}

/** The values of a rule and of its request. */
export function valuesOf(manner: Manner, { kind, protocol, described, setUp, position }: RowRule): WayValues {
  const { form, carriage, identity, naming, direction } = manner;
  return {
    ...{ form, kind, protocol },
    ...(identity === 'session' ? { identity } : {}),
    ...{ carriage, position },
    ...(setUp === undefined ? {} : { setUp }),
    ...{ naming, described, direction },
  };
}

/** Values by their names, two by two. */
export function pairsOf<Name extends string>(
  values: Readonly<Partial<Record<Name, string>>>,
): readonly WayPair<Name>[] {
  const names = Object.keys(values) as Name[];
  const text = (name: Name) => `${name}=${values[name]}`;
  return names.flatMap((one, index) =>
    names.slice(index + 1).map((other) => ({ names: [one, other], text: `${text(one)} ${text(other)}` }) as const),
  );
}
