import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TargetSettings } from '../target/settings.ts';
import { Briefer, type Briefing, briefed } from './briefing.ts';

const settings = { runId: 'briefing1' } as TargetSettings;
const briefing = { preparation: { capabilities: {}, vpcs: {} }, maxCalls: 7 } as unknown as Briefing;
let briefer: Briefer;

beforeEach(() => {
  briefer = new Briefer(settings);
});

afterEach(() => briefer.close());

describe('a briefing', () => {
  it('is given to those who wait for it', async () => {
    const waiting = briefed(settings);
    await briefer.awaited;

    briefer.say(briefing);

    expect(await waiting).toStrictEqual(briefing);
  });

  it('is given to those who come late', async () => {
    briefer.say(briefing);

    expect(await briefed(settings)).toStrictEqual(briefing);
  });

  it('may be that there is nothing to test', async () => {
    const waiting = briefed(settings);
    await briefer.awaited;

    briefer.say(undefined);

    await expect(waiting).rejects.toThrow('the target could not be prepared');
    await expect(briefed(settings)).rejects.toThrow('the target could not be prepared');
  });

  it('is heard by nobody when they have gone', () => {
    briefer.close();

    expect(() => briefer.say(briefing)).not.toThrow();
  });

  it('is not heard by those of another run', async () => {
    const other = { ...settings, runId: 'briefing2' };
    const otherBriefer = new Briefer(other);
    const waiting = briefed(other);
    await otherBriefer.awaited;

    briefer.say(undefined);
    otherBriefer.say(briefing);

    expect(await waiting).toStrictEqual(briefing);
    otherBriefer.close();
  });
});
