import { expect, test } from 'vitest';
import { refusalXml, sampleResponse } from '../../../test-support/wire/response-sample.ts';
import type { Outcome } from '../../checks/outcome.ts';
import { Journal } from '../../endpoint/journal/journal.ts';
import { CreatedGroups } from './created-groups.ts';

const name = 'ec2-conformance-run-case-1 web';
const request = {
  action: 'CreateSecurityGroup',
  form: '&Action=CreateSecurityGroup&GroupName=ec2-conformance-run-case-1%20web&VpcId=vpc-1',
};
const caller = { isUsableId: (id: string) => id !== '' };

function created(id: string): Outcome {
  const xml = `<CreateSecurityGroupResponse><return>true</return><groupId>${id}</groupId></CreateSecurityGroupResponse>`;
  return sampleResponse({ xml }).outcome;
}

function journalAfter(outcome: Outcome): Journal {
  const journal = new Journal();
  const groups = new CreatedGroups({ caller, journal });
  groups.announce(request);
  groups.note(request, outcome);
  return journal;
}

test('a group that was created is in the journal, under the name that was asked for', () => {
  expect(journalAfter(created('sg-1')).remaining()).toEqual([{ event: 'created', kind: 'group', name, id: 'sg-1' }]);
});

test('a refusal leaves nothing to look for', () => {
  const journal = journalAfter(sampleResponse({ xml: refusalXml, status: 400 }).outcome);

  expect(journal.remaining()).toEqual([]);
  expect(journal.unanswered()).toEqual([]);
});

test('a group may be there after a server error, and after a success without an id', () => {
  expect(journalAfter(sampleResponse({ xml: refusalXml, status: 500 }).outcome).unanswered()).toMatchObject([{ name }]);
  expect(journalAfter(created('')).unanswered()).toMatchObject([{ name }]);
});

test('a name that is not ours is not looked for: it may be that of a group that was there', () => {
  const journal = new Journal();
  const groups = new CreatedGroups({ caller, journal });
  const ofDefault = { ...request, form: 'Action=CreateSecurityGroup&GroupName=default' };

  groups.announce(ofDefault);
  groups.note(ofDefault, sampleResponse({ xml: refusalXml, status: 500 }).outcome);

  expect(journal.unanswered()).toEqual([]);
  groups.note(ofDefault, created('sg-1'));
  expect(journal.remaining()).toMatchObject([{ name: 'default', id: 'sg-1' }]);
});

test('other requests leave no group', () => {
  const journal = new Journal();
  const groups = new CreatedGroups({ caller, journal });

  groups.announce({ ...request, action: 'CreateVpc' });
  groups.note({ ...request, action: 'CreateVpc' }, created('sg-1'));

  expect(journal.remaining()).toEqual([]);
  expect(journal.unanswered()).toEqual([]);
});
