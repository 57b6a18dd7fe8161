/** Servers that have no prefix lists, which is no mismatch, and those that accept rules of prefix lists and keep none, which is one. */
import { describe, expect, it } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import type { TestedOperation } from '../harness/engine/engine.ts';
import { type Behaviour, changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { Refusal } from '../harness/reference/responses/refusal.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { allCases as authorizeCases } from './authorize-ingress/cases.ts';
import { authorizeIngressOperation } from './authorize-ingress/operation.ts';
import { allCases as revokeCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

async function verdictOf(id: string, all: readonly Case[], operation: TestedOperation, behaviour: Behaviour) {
  const { results } = await runMutant(behaviour, { cases: all.filter((one) => one.id === id), operation });
  return results.map(({ verdict }) => verdict);
}

async function verdictsOn(behaviour: Behaviour) {
  const authorized = (slug: string) =>
    verdictOf(`authorize-rules/${slug}`, authorizeCases(), authorizeIngressOperation, behaviour);
  return {
    kept: await authorized('prefix-list-accepted'),
    added: await authorized('prefix-list'),
    beforeRevoke: await verdictOf('state/accepted-prefix-list', revokeCases(), revokeIngressOperation, behaviour),
  };
}

const { authorizing } = referenceBehaviour;

describe('a server that makes no prefix lists', { timeout: 60_000 }, () => {
  it('is not asked for rules of them', async () => {
    const behaviour = changed(referenceBehaviour, {
      operations: {
        CreateManagedPrefixList: (call) => {
          throw call.behaviour.errors.unknownAction(call.action);
        },
      },
    });

    expect(await verdictsOn(behaviour)).toEqual({
      kept: ['not-applicable'],
      added: ['not-applicable'],
      beforeRevoke: ['not-applicable'],
    });
  });
});

describe('a server that makes prefix lists', { timeout: 60_000 }, () => {
  it.each(['UnsupportedOperation', 'InvalidParameterValue'])('may refuse rules of them with %s', async (code) => {
    const behaviour = changed(referenceBehaviour, {
      authorizing: {
        checkSource: (source, group, call) => {
          if (source.kind === 'prefix-list') throw new Refusal(400, code, 'There are no such rules.');
          authorizing.checkSource(source, group, call);
        },
      },
    });

    expect(await verdictsOn(behaviour)).toEqual({
      kept: ['pass'],
      added: ['not-applicable'],
      beforeRevoke: ['pass'],
    });
  });

  it('fails by accepting rules of them and keeping none', async () => {
    const behaviour = changed(referenceBehaviour, {
      authorizing: {
        outcome: (existing, wanted, call) => {
          const outcome = authorizing.outcome(existing, wanted, call);
          if (outcome.kind === 'refused') return outcome;
          return { ...outcome, added: outcome.added.filter(({ source }) => source.kind !== 'prefix-list') };
        },
      },
    });

    expect(await verdictsOn(behaviour)).toEqual({
      kept: ['fail'],
      added: ['not-applicable'],
      beforeRevoke: ['fail'],
    });
  });

  it('keeps them where nothing is wrong', async () => {
    expect(await verdictsOn(referenceBehaviour)).toEqual({ kept: ['pass'], added: ['pass'], beforeRevoke: ['pass'] });
  });
});
