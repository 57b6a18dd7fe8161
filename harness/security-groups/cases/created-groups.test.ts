import { expect, test } from 'vitest';
import { answered, refusal } from '../../../test-support/wire/response-sample.ts';
import type { Outcome } from '../../checks/outcome.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import { CreatedGroups } from './created-groups.ts';

const request = { action: 'CreateSecurityGroup', form: '&Action=CreateSecurityGroup&GroupName=one%20two&VpcId=vpc-1' };
const caller = { isUsableId: (id: string) => id !== '' };

function created(id: string): Outcome {
  const xml = `<CreateSecurityGroupResponse><return>true</return><groupId>${id}</groupId></CreateSecurityGroupResponse>`;
  return answered({ xml }).outcome;
}

function journalAfter(outcome: Outcome): Journal {
  const journal = new Journal();
  const groups = new CreatedGroups({ caller, journal });
  groups.announce(request);
  groups.note(request, outcome);
  return journal;
}

test('a group that was created is in the journal, under the name that was asked for', () => {
  expect(journalAfter(created('sg-1')).remaining()).toEqual([
    { event: 'created', kind: 'group', name: 'one two', id: 'sg-1' },
  ]);
});

test('a refusal leaves nothing to look for', () => {
  const journal = journalAfter(answered({ xml: refusal, status: 400 }).outcome);

  expect(journal.remaining()).toEqual([]);
  expect(journal.unanswered()).toEqual([]);
});

test('a group may be there after a server error, and after a success without an id', () => {
  expect(journalAfter(answered({ xml: refusal, status: 500 }).outcome).unanswered()).toMatchObject([
    { name: 'one two' },
  ]);
  expect(journalAfter(created('')).unanswered()).toMatchObject([{ name: 'one two' }]);
});

test('other requests leave no group', () => {
  const journal = new Journal();
  const groups = new CreatedGroups({ caller, journal });

  groups.announce({ ...request, action: 'CreateVpc' });
  groups.note({ ...request, action: 'CreateVpc' }, created('sg-1'));

  expect(journal.remaining()).toEqual([]);
  expect(journal.unanswered()).toEqual([]);
});
