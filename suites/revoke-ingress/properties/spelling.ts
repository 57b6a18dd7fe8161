/** Property: a form means the same in every legal percent-encoding and order. */
import fc from 'fast-check';
import type { FixtureRule } from '../../../harness/cases/given.ts';
import {
  type CasesOutcome,
  drawn,
  property,
  runCases,
  type TrialCase,
} from '../../../harness/engine/properties/property.ts';
import { parts, type Stages } from '../../../harness/engine/properties/shrink.ts';
import {
  encodeVariant,
  type FormVariant,
  formVariant,
  plainVariant,
} from '../../../harness/security-groups/generators/encoding.ts';
import { permissionPairs } from '../../../harness/security-groups/generators/grouping.ts';
import { rules } from '../../../harness/security-groups/generators/rule.ts';
import type { Pair } from '../../../harness/wire/query.ts';
import { propertyTitle } from '../property-titles.ts';
import { valuePoolsOf } from './value-pools.ts';

interface SpelledRevoke {
  readonly rules: readonly FixtureRule[];
  readonly method: 'POST' | 'GET';
  readonly how: FormVariant;
  readonly descriptions: boolean;
}

const placeholder = /\{[a-z-]+\}/g;

/** The rules are given, revoked and read. */
const callsPerTrial = 3;

/** The property of `encoding/any-spelling`. */
export const anySpelling = property<SpelledRevoke, CasesOutcome>({
  ...propertyTitle('encoding/any-spelling'),
  callsPerTrial,
  weight: 10,
  costOf: () => callsPerTrial,
  generate: (engine, seed) => {
    const { failed } = engine.knownFailures;
    const arbitrary = () =>
      fc.record({
        rules: rules(
          valuePoolsOf(engine, (id) => failed.has(id), true),
          { min: 1, max: 12 },
        ),
        method: fc.constantFrom('POST', 'POST', 'GET'),
        how: formVariant(),
        descriptions: fc.constant(!failed.has('exact-match/description-equal')),
      });
    return drawn<SpelledRevoke>(arbitrary, seed);
  },
  run: (engine, trial, options) => runCases(engine, [caseOf(trial)], options),
  smaller,
  classify: () => [],
});

function caseOf({ rules: wanted, method, how, descriptions }: SpelledRevoke): TrialCase {
  const named = Object.fromEntries(wanted.map((rule, index) => [`r${index + 1}`, rule]));
  const revoked = descriptions ? wanted : wanted.map(({ Description: _, ...rule }) => rule);
  const pairs: readonly Pair[] = [
    ['Action', 'RevokeSecurityGroupIngress'],
    ['Version', '2016-11-15'],
    ['GroupId', '{main}'],
    ...permissionPairs(revoked),
  ];
  return {
    given: { main: { ingress: named } },
    send: { method, bare: true, raw: spelledAround(pairs, how) },
    expect: [{ answer: 'removed', status: ['200'], after: [] }],
  };
}

/** Placeholders are filled in after this, so they are kept out of the spelling: a private character stands for each. */
function spelledAround(pairs: readonly Pair[], how: FormVariant): string {
  const kept = [...new Set(pairs.flatMap(([, value]) => value.match(placeholder) ?? []))];
  const standIn = (index: number) => String.fromCharCode(0xe000 + index);
  const hidden = pairs.map(([name, value]): Pair => {
    return [name, kept.reduce((text, one, index) => text.replaceAll(one, standIn(index)), value)];
  });
  const text = encodeVariant(hidden, how);
  return kept.reduce(
    (spelling, one, index) => spelling.replace(new RegExp(encodeURIComponent(standIn(index)), 'gi'), one),
    text,
  );
}

function smaller(trial: SpelledRevoke): Stages<SpelledRevoke> {
  const plainer = (Object.keys(plainVariant) as (keyof FormVariant)[])
    .filter((key) => trial.how[key] !== plainVariant[key])
    .map((key): SpelledRevoke => ({ ...trial, how: { ...trial.how, [key]: plainVariant[key] } }));
  return [
    trial.rules.length > 1 ? parts(trial.rules).map((part): SpelledRevoke => ({ ...trial, rules: part })) : [],
    [...plainer, ...(trial.method === 'GET' ? [{ ...trial, method: 'POST' as const }] : [])],
  ];
}
