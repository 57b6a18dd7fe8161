import { expect, it } from 'vitest';
import { sampleResponse } from '../../test-support/wire/response-sample.ts';
import type { Caller } from '../endpoint/caller.ts';
import { findLeakedResources } from './leaked-resources.ts';

/** A target whose prefix lists have these states. */
function targetWith(states: readonly string[]): Caller {
  const items = states.map(
    (state, index) =>
      `<item><prefixListId>pl-0aaaaaaaaaaaaaaa${index}</prefixListId><prefixListName>ec2-conformance-feed0001-list</prefixListName><state>${state}</state></item>`,
  );
  const xml = `<DescribeManagedPrefixListsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>a</requestId><prefixListSet>${items.join('')}</prefixListSet></DescribeManagedPrefixListsResponse>`;
  const target = {
    call: async () => ({ ...sampleResponse({ xml }), problem: undefined }) as unknown as ReturnType<Caller['call']>,
    isUsableId: () => true,
    display: (text: string) => text,
  };
  return target as unknown as Caller;
}

it('a prefix list that is deleted, and still listed, is not left', async () => {
  const states = ['create-complete', 'delete-in-progress', 'delete-complete', 'delete-failed'];

  const found = await findLeakedResources(targetWith(states), undefined, new Set(['prefix-list']));

  expect(found.map(({ id }) => id)).toEqual(['pl-0aaaaaaaaaaaaaaa0', 'pl-0aaaaaaaaaaaaaaa3']);
});
