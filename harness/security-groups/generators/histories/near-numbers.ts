/** Rules whose ports, or ICMP type and code, are almost those of a given one. */
import type { FixtureRule } from '../../../cases/given.ts';
import { numbers } from '../ports.ts';
import type { NearMiss, NearMissField } from './near-miss-fields.ts';

type Candidate = readonly [field: NearMissField, from: number, to: number];

/** Off by one at either end or both, wider, narrower, up to the limits, one byte away, and a port whose digits begin with this one's. */
export function portNearMisses(rule: FixtureRule): readonly NearMiss[] {
  if (rule.FromPort === undefined || rule.ToPort === undefined) return [];
  const [from, to] = [Number(rule.FromPort), Number(rule.ToPort)];
  const candidates: readonly Candidate[] = [
    ['from', from - 1, to],
    ['from', from + 1, to],
    ['from', 0, to],
    ['to', from, to + 1],
    ['to', from, to - 1],
    ['to', from, 65535],
    ['numbers', from + 1, to + 1],
    ['numbers', from - 1, to - 1],
    ['numbers', from - 1, to + 1],
    ['numbers', from + 1, to - 1],
    ['numbers', from, from],
    ['numbers', to, to],
    ['numbers', from * 10, to * 10],
    ['numbers', from + 256, to + 256],
    ['numbers', 0, 65535],
  ];
  const isRange = ([, low, high]: Candidate): boolean => low >= 0 && low <= high && high <= 65535;
  return changed(rule, candidates.filter(isRange));
}

/** Type or code off by one, all for one and one for all, and the two swapped. */
export function typeAndCodeNearMisses(rule: FixtureRule): readonly NearMiss[] {
  const [type, code] = [Number(rule.FromPort), Number(rule.ToPort)];
  const candidates: readonly Candidate[] = [
    ['from', type + 1, code],
    ['from', type - 1, code],
    ['to', type, code + 1],
    ['to', type, code - 1],
    ['to', type, -1],
    ['to', type, 0],
    ['numbers', code, type],
    ['numbers', -1, -1],
    ['numbers', type + 1, code + 1],
  ];
  const isTypeAndCode = ([, one, other]: Candidate): boolean =>
    one >= -1 && one <= 255 && other >= -1 && other <= 255 && (one !== -1 || other === -1);
  return changed(rule, candidates.filter(isTypeAndCode));
}

function changed(rule: FixtureRule, candidates: readonly Candidate[]): readonly NearMiss[] {
  return candidates
    .map(([field, from, to]) => ({ field, rule: { ...rule, ...numbers(from, to) } }))
    .filter((miss) => miss.rule.FromPort !== rule.FromPort || miss.rule.ToPort !== rule.ToPort);
}
