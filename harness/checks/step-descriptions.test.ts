import { expect, test } from 'vitest';
import { refusalXml, sampleResponse, success } from '../../test-support/wire/response-sample.ts';
import type { ExpectedResponse } from '../cases/fixture.ts';
import { describeExpected, describeObservation, describeOutcome } from './judge-step.ts';
import type { Outcome } from './outcome.ts';

const terms = {
  thing: 'rule',
  describe: ({ answer }: ExpectedResponse) => (answer === 'revoked' ? ['the set lists web'] : []),
};

function described(response: ExpectedResponse, isStateless?: boolean): string {
  return describeExpected(response, terms, isStateless);
}

const noResponse: Outcome = {
  kind: 'no-response',
  failure: { kind: 'reset', explanation: 'the connection was reset' },
};

test.each([
  [success(''), 200, '200'],
  [success('').replace('<return>true</return>', ''), 200, '200'],
  [success('').replace('>true<', '>false<'), 201, '201 return=false'],
  [refusalXml, 400, '400 InvalidPermission.NotFound'],
  ['', 500, '500 (the body is empty)'],
])('the description of a response says its status and what is special: %#', (xml, status, text) => {
  expect(describeOutcome(sampleResponse({ xml, status }).outcome)).toBe(text);
});

test('the description of no response says why none came', () => {
  expect(describeOutcome(noResponse)).toBe('no response (the connection was reset)');
});

test('the description of what happened says what is gone and what is new', () => {
  const happening = {
    outcome: sampleResponse({ xml: refusalXml, status: 400 }).outcome,
    after: ['ssh'],
    unexpected: [],
    judgeOwn: () => [],
    thing: 'rule',
    removes: true,
  };

  expect(describeObservation(['ssh'], happening)).toBe('400 InvalidPermission.NotFound, nothing removed');
  expect(describeObservation(['web', 'ssh', 'dns'], { ...happening, unexpected: ['udp 53-53', 'tcp 80-80'] })).toBe(
    '400 InvalidPermission.NotFound, removed web, dns, added udp 53-53, tcp 80-80',
  );
});

test('the description of an expected response states everything that is required', () => {
  expect(described({ answer: 'refused', status: ['400', '4xx'], code: ['A', '*'], after: ['web', 'ssh'] })).toBe(
    'status 400 or 4xx; any error code; rules afterwards: ssh, web',
  );
  expect(
    described({
      answer: 'revoked',
      status: ['200'],
      return: 'true',
      after: [],
    }),
  ).toBe('status 200; return true; the set lists web; rules afterwards: none');
});

test('the description of what happened says what was added, and what did not change where nothing is to go', () => {
  const happening = {
    outcome: sampleResponse({ xml: success(''), status: 200 }).outcome,
    after: ['ssh', 'web'],
    unexpected: [],
    judgeOwn: () => [],
    thing: 'rule',
    removes: false,
  };

  expect(describeObservation(['ssh', 'old'], happening)).toBe('200, removed old, added web');
  expect(describeObservation(['ssh', 'web'], happening)).toBe('200, no rule added or removed');
  expect(describeObservation([], { ...happening, after: [], isStateless: true })).toBe('200');
});

test('the description of an expected response says which content and ids are required, and no rules where there are none', () => {
  const expected = {
    answer: 'x',
    status: ['200'],
    content: { groupId: '*' },
    sameId: { new: 'old' },
    after: [],
  } as const;

  expect(described(expected)).toBe(
    'status 200; groupId: at least one, none of them empty; new has the id of old; rules afterwards: none',
  );
  expect(described({ ...expected, sameId: {} }, true)).toBe('status 200; groupId: at least one, none of them empty');
});
