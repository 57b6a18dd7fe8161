import { describe, expect, test } from 'vitest';
import { readXml } from '../wire/xml/xml-read.ts';
import {
  childNamed,
  childrenNamed,
  descendantNamed,
  itemsOf,
  namespaceOf,
  nonEmptyTextAt,
  textAt,
  trimmedText,
} from './response-tree.ts';

const tree = (xml: string) => readXml(Buffer.from(xml));

test('children are found by their local name, the first first', () => {
  const root = tree('<r><p:a xmlns:p="urn:p">1</p:a><b/><a>2</a></r>');

  expect(childNamed(root, 'a')?.text).toBe('1');
  expect(childrenNamed(root, 'a').map(({ text }) => text)).toEqual(['1', '2']);
  expect(childNamed(root, 'c')).toBeUndefined();
});

test('texts are without the white space around them', () => {
  const root = tree('<r> own <a>\n of a \t</a></r>');

  expect(trimmedText(root)).toBe('own');
  expect(textAt(root, 'a')).toBe('of a');
  expect(textAt(root, 'b')).toBeUndefined();
});

test('an empty text can count as none', () => {
  const root = tree('<r><a> 1 </a><b> </b></r>');

  expect(['a', 'b', 'c'].map((name) => nonEmptyTextAt(root, name))).toEqual(['1', undefined, undefined]);
});

test('a list has its items and nothing else, and one that is absent has none', () => {
  const root = tree('<r><set><item>1</item><other/><item>2</item></set></r>');

  expect(itemsOf(root, 'set').map(({ text }) => text)).toEqual(['1', '2']);
  expect(itemsOf(root, 'other')).toEqual([]);
});

describe('a descendant', () => {
  const nested = (levels: number) => tree(`${'<x>'.repeat(levels)}<a>deep</a>${'</x>'.repeat(levels)}`);

  test('is found among the children before it is found below them', () => {
    expect(descendantNamed(tree('<r><x><a>below</a></x><a>direct</a></r>'), 'a')?.text).toBe('direct');
  });

  test('is found behind a branch without it', () => {
    expect(descendantNamed(tree('<r><x/><y><a>here</a></y></r>'), 'a')?.text).toBe('here');
  });

  test('is not found where there is none', () => {
    expect(descendantNamed(tree('<r><x/></r>'), 'a')).toBeUndefined();
  });

  test('is looked for 13 levels deep and no deeper', () => {
    expect(descendantNamed(nested(13), 'a')?.text).toBe('deep');
    expect(descendantNamed(nested(14), 'a')).toBeUndefined();
  });
});

test.each([
  ['<r xmlns="urn:own"/>', 'urn:own'],
  ['<p:r xmlns="urn:other" xmlns:p="urn:own"/>', 'urn:own'],
  ['<r xmlns:p="urn:other"/>', ''],
  ['<p:r xmlns="urn:other"/>', ''],
])('the namespace of %s is "%s"', (xml, namespace) => {
  expect(namespaceOf(tree(xml))).toBe(namespace);
});
