import { expect, it } from 'vitest';
import { properties } from './revoke-ingress/properties.ts';
import { propertyTitles } from './revoke-ingress/property-titles.ts';

it('every property that is listed is there, and no other, in the same order', () => {
  const titles = properties.map(({ id, kind, title, requirement, needs, place }) => ({
    ...{ id, kind, title, requirement },
    ...(needs === undefined ? {} : { needs }),
    ...(place === undefined ? {} : { place }),
  }));

  expect(titles).toStrictEqual(propertyTitles);
});
