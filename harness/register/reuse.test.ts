import { describe, expect, it } from 'vitest';
import { documented } from './requirement.ts';
import { type Reuse, reused } from './reuse.ts';
import { topic } from './topic.ts';

const first = documented('Reference of First', 'First removes a rule');
const second = documented('Reference of Second', 'Second removes a rule');
const standard = documented('RFC 9110');

const requirements = topic('forms', {
  read: {
    level: 'MUST',
    binds: ['server', 'client'],
    means: 'First reads a source',
    evidence: [first, standard],
    facts: ['answer-01', 'protocol-01'],
    outline: ['1.1'],
    dependsOn: ['matching/rule', 'matching/gone', 'forms/other'],
  },
  other: { level: 'MUST', means: 'First answers', evidence: [first] },
  absent: { level: 'MUST', means: 'First has a name', evidence: [first] },
  sent: { level: 'MUST', binds: ['client'], means: 'First is sent', evidence: [first] },
});

const how: Reuse = {
  without: ['forms/absent'],
  instead: { 'answer-01': [second] },
  documents: { 'Reference of First': [second] },
  levels: { 'forms/other': 'SHOULD' },
  counterpart: (id) => ({ 'matching/rule': 'second-matching/rule', 'forms/other': 'forms/other' })[id],
  statements: { 'forms/read': 'Second reads a destination' },
};

describe('requirements of one operation for another', () => {
  const [read, other, ...none] = reused(requirements, how);

  it('are those that bind servers and hold of it, under the same ids', () => {
    expect([read?.id, other?.id, ...none]).toEqual(['forms/read', 'forms/other']);
    expect(read?.binds).toEqual(['server']);
  });

  it('rest on what is known of it, and on what is known of every operation', () => {
    expect(read?.evidence).toEqual([second, standard]);
    expect(read?.facts).toEqual(['protocol-01']);
    expect(read?.outline).toEqual([]);
  });

  it('depend on its own, as far as it has them', () => {
    expect(read?.dependsOn).toEqual(['second-matching/rule', 'forms/other']);
  });

  it('are stated in its words, at the level that its evidence carries', () => {
    expect(read?.means).toBe('Second reads a destination');
    expect([read?.level, other?.level]).toEqual(['MUST', 'SHOULD']);
  });
});
