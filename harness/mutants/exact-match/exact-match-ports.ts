/** Mutants that compare the ports of rules wrongly. */
import type { Fault } from '../fault.ts';
import { alsoMatching, fields, neverMatching, reread } from '../revoke-changes.ts';
import { both } from '../rewriting.ts';
import { hasPorts, sameButPorts } from '../rule-likeness.ts';

/** Stands for all ports where a fault needs a mark for them; no case uses it. */
const anyPort = '64999';

/** Faults in comparing ports. */
export const exactMatchPortFaults: readonly Fault[] = [
  {
    id: 'from-port-ignored',
    breaks: 'exact-match/from-port',
    means: 'takes a rule with any first port for a match',
    apply: fields({ fromPort: (wanted, rule) => !hasPorts(wanted) || hasPorts(rule) }),
  },
  {
    id: 'to-port-ignored',
    breaks: 'exact-match/to-port',
    means: 'takes a rule with any last port for a match',
    apply: fields({ toPort: (wanted, rule) => (hasPorts(wanted) ? hasPorts(rule) : wanted.toPort === rule.toPort) }),
  },
  {
    id: 'lower-from-port-matches',
    breaks: 'exact-match/from-port',
    means: 'takes a rule that begins at a higher port for a match',
    apply: fields({
      fromPort: (wanted, rule) =>
        hasPorts(wanted) ? Number(wanted.fromPort) <= Number(rule.fromPort) : wanted.fromPort === rule.fromPort,
    }),
  },
  {
    id: 'higher-to-port-matches',
    breaks: 'exact-match/to-port',
    means: 'takes a rule that ends at a lower port for a match',
    apply: fields({
      toPort: (wanted, rule) =>
        hasPorts(wanted) ? Number(wanted.toPort) >= Number(rule.toPort) : wanted.toPort === rule.toPort,
    }),
  },
  {
    id: 'inner-ports-match',
    breaks: 'exact-match/port-overlap',
    means: 'takes ports well inside those of a rule for the rule',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        Number(wanted.fromPort) > Number(rule.fromPort) &&
        Number(wanted.toPort) < Number(rule.toPort),
    ),
  },
  {
    id: 'outer-ports-match',
    breaks: 'exact-match/port-overlap',
    means: 'removes rules whose ports lie inside those of the request',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        Number(wanted.fromPort) < Number(rule.fromPort) &&
        Number(wanted.toPort) > Number(rule.toPort),
    ),
  },
  {
    id: 'overlapping-ports-match',
    breaks: 'exact-match/port-overlap',
    means: 'takes ports that begin before a rule and end within it for the rule',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        Number(wanted.fromPort) < Number(rule.fromPort) &&
        Number(wanted.toPort) > Number(rule.fromPort) &&
        Number(wanted.toPort) < Number(rule.toPort),
    ),
  },
  {
    id: 'ports-contained-match',
    breaks: 'exact-match/from-port',
    // A part of a range may have either end in common with it.
    alsoBreaks: ['exact-match/to-port'],
    means: 'takes any part of the ports of a rule for the rule',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        Number(wanted.fromPort) >= Number(rule.fromPort) &&
        Number(wanted.toPort) <= Number(rule.toPort),
    ),
  },
  {
    id: 'port-zero-is-any',
    breaks: 'exact-match/port-edges',
    means: 'takes all ports for a rule of port 0',
    apply: alsoMatching(
      (wanted, rule) => hasPorts(wanted) && sameButPorts(wanted, rule) && rule.fromPort === 0 && rule.toPort === 0,
    ),
  },
  {
    id: 'all-ports-never-found',
    breaks: 'exact-match/port-edges',
    means: 'finds no rule of the ports 0 to 65535',
    apply: neverMatching((wanted) => hasPorts(wanted) && wanted.fromPort === 0 && wanted.toPort === 65535),
  },
  {
    id: 'ports-modulo-256',
    breaks: 'exact-match/from-port',
    means: 'compares the last eight bits of ports',
    apply: fields({
      fromPort: (wanted, rule) => sameLastByte(wanted.fromPort, rule.fromPort),
      toPort: (wanted, rule) => sameLastByte(wanted.toPort, rule.toPort),
    }),
  },
  {
    id: 'reversed-ports-swapped',
    breaks: 'exact-match/ports-reversed',
    means: 'exchanges the ports of a range that is given last port first',
    apply: reread((permission) => {
      const { FromPort, ToPort, ...rest } = permission;
      const isPort = rest.IpProtocol === 'tcp' || rest.IpProtocol === 'udp';
      return isPort && FromPort !== undefined && ToPort !== undefined && Number(FromPort) > Number(ToPort)
        ? { ...rest, FromPort: ToPort, ToPort: FromPort }
        : permission;
    }),
  },
  {
    id: 'omitted-to-port-copied',
    breaks: 'exact-match/ports-omitted',
    means: 'takes FromPort for the last port when ToPort is not given',
    apply: reread((permission) => {
      const { IpProtocol, FromPort } = permission;
      const isPort = IpProtocol === 'tcp' || IpProtocol === 'udp';
      return isPort && FromPort !== undefined ? { ToPort: FromPort, ...permission } : permission;
    }),
  },
  {
    id: 'omitted-ports-are-any',
    breaks: 'exact-match/ports-omitted',
    means: 'takes a TCP permission without ports for one that fits all ports',
    apply: both(
      reread((permission) =>
        permission.IpProtocol === 'tcp' && permission.FromPort === undefined && permission.ToPort === undefined
          ? { ...permission, FromPort: anyPort, ToPort: anyPort }
          : permission,
      ),
      alsoMatching(
        (wanted, rule) => hasPorts(wanted) && sameButPorts(wanted, rule) && wanted.fromPort === Number(anyPort),
      ),
    ),
  },
];

function sameLastByte(one: number | undefined, other: number | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && one % 256 === other % 256);
}
