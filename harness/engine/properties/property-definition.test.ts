import { expect, it } from 'vitest';
import { propertyAsCase } from './property-definition.ts';

const title = { id: 'any/take', kind: 'property', title: 'takes whatever is there', requirement: 'take/all' } as const;

it('a property has the form of a case that covers its requirement and sends nothing', () => {
  expect(propertyAsCase(title)).toEqual({
    ...{ id: 'any/take', title: 'takes whatever is there', requirements: ['take/all'], needs: [] },
    ...{ given: {}, send: {}, expect: [] },
  });
});

it('a property as a case needs what the property needs, where it needs it', () => {
  expect(propertyAsCase({ ...title, needs: ['wings'], place: { vpc: 'default' } })).toMatchObject({
    needs: ['wings'],
    vpc: 'default',
  });
});
