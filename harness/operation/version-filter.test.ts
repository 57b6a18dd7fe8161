import { describe, expect, it } from 'vitest';
import type { Case } from '../cases/case.ts';
import { topic } from '../register/topic.ts';
import { securityGroups } from '../security-groups/scene/group-domain.ts';
import type { OperationSuite } from './operation-suite.ts';
import { restrictToVersion } from './version-filter.ts';

function caseFor(id: string, ...requirements: readonly string[]): Case {
  return { id, title: 'is asked', requirements, given: {}, send: {}, expect: [] };
}

const suite: OperationSuite = {
  action: 'RevokeSecurityGroupIngress',
  domain: securityGroups('ingress'),
  generalChecks: ['a/old', 'a/new'].map((requirement) => ({ requirement, applies: () => true, judge: () => [] })),
  requirements: topic('a', {
    old: { level: 'MUST', means: 'Is required', since: '0.9', dependsOn: ['a/new'] },
    new: { level: 'MUST', means: 'Is required, too', since: '0.10' },
    newest: { level: 'MUST', means: 'Is required at last', since: '1.0' },
  }),
  cases: [caseFor('a/one', 'a/old'), caseFor('a/both', 'a/old', 'a/new'), caseFor('a/last', 'a/newest')],
  properties: new Set(),
  folder: '',
  files: [],
  fileOf: () => '',
  fixtures: '',
  faults: async () => [],
  variants: async () => [],
  withoutFault: {},
};

function heldAt(version: string) {
  const { suite: held, requirements } = restrictToVersion(suite, version);
  return {
    requirements: held.requirements.map(({ id }) => id),
    cases: held.cases.map(({ id }) => id),
    left: requirements,
  };
}

describe('a suite restricted to a version', () => {
  it('requires what was required then, by the numbers of the versions', () => {
    expect(heldAt('0.9').requirements).toEqual(['a/old']);
    expect(heldAt('0.10').requirements).toEqual(['a/old', 'a/new']);
    expect(heldAt('1.0').requirements).toEqual(['a/old', 'a/new', 'a/newest']);
    expect([heldAt('0.9').left, heldAt('1.0').left]).toEqual([2, 0]);
  });

  it('runs no case that may fail by a newer requirement', () => {
    expect(heldAt('0.9').cases).toEqual(['a/one']);
    expect(heldAt('0.10').cases).toEqual(['a/one', 'a/both']);
  });

  it('judges no response by a newer requirement', () => {
    expect(restrictToVersion(suite, '0.9').suite.generalChecks.map(({ requirement }) => requirement)).toEqual([
      'a/old',
    ]);
  });
});
