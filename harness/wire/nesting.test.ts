import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten, InputTooDeep, maxDepth, type NestedInput, nest, type QueryNode } from './nesting.ts';

/** A tree as plain entries, to compare with. */
function plain(node: QueryNode): unknown {
  return node.kind === 'value' ? node.value : [...node.members].map(([name, member]) => [name, plain(member)]);
}

describe('nest', () => {
  it('builds the tree that the names describe', () => {
    const form = nest([
      ['Action', 'A'],
      ['IpPermissions.1.IpProtocol', 'tcp'],
      ['IpPermissions.1.IpRanges.2.CidrIp', '192.0.2.0/24'],
      ['IpPermissions.1.IpRanges.1.CidrIp', '198.51.100.0/24'],
      ['SecurityGroupRuleId.10', 'sgr-1'],
    ]);

    expect(form.problems).toEqual([]);
    expect(plain(form)).toEqual([
      ['Action', 'A'],
      [
        'IpPermissions',
        [
          [
            '1',
            [
              ['IpProtocol', 'tcp'],
              [
                'IpRanges',
                [
                  ['2', [['CidrIp', '192.0.2.0/24']]],
                  ['1', [['CidrIp', '198.51.100.0/24']]],
                ],
              ],
            ],
          ],
        ],
      ],
      ['SecurityGroupRuleId', [['10', 'sgr-1']]],
    ]);
  });

  it.each([
    [
      'duplicate',
      'A',
      [
        ['A', '1'],
        ['A', '2'],
      ],
    ],
    [
      'conflict',
      'A.1',
      [
        ['A', '1'],
        ['A.1', '2'],
      ],
    ],
    [
      'conflict',
      'A',
      [
        ['A.1', '1'],
        ['A', '2'],
      ],
    ],
    [
      'conflict',
      'A.B.C.D',
      [
        ['A.B', '1'],
        ['A.B.C.D', '2'],
      ],
    ],
    [
      'empty-part',
      'A..B',
      [
        ['C', '1'],
        ['A..B', '2'],
      ],
    ],
    [
      'empty-part',
      '',
      [
        ['C', '1'],
        ['', '2'],
      ],
    ],
    [
      'empty-part',
      'A.',
      [
        ['C', '1'],
        ['A.', '2'],
      ],
    ],
    [
      'depth',
      `${'A.'.repeat(maxDepth)}A`,
      [
        ['C', '1'],
        [`${'A.'.repeat(maxDepth)}A`, '2'],
      ],
    ],
  ] as const)('lists a %s at %s and keeps what came first', (kind, name, pairs) => {
    const form = nest(pairs);

    expect(form.problems).toEqual([{ kind, name }]);
    expect(plain(form)).toEqual(plain(nest([pairs[0]])));
  });

  it('is a structure without members where nothing is given', () => {
    expect(nest([])).toEqual({ kind: 'members', members: new Map(), problems: [] });
  });

  it('takes names of as many parts as are allowed', () => {
    expect(nest([[`${'A.'.repeat(31)}A`, '1']]).problems).toEqual([]);
    expect(nest([[`${'A.'.repeat(32)}A`, '1']]).problems).toHaveLength(1);
  });

  it('takes names of object properties as any other', () => {
    const form = nest([
      ['__proto__.polluted', 'yes'],
      ['constructor.prototype.polluted', 'yes'],
    ]);

    expect(form.members.get('__proto__')).toEqual({
      kind: 'members',
      members: new Map([['polluted', { kind: 'value', value: 'yes' }]]),
    });
    expect('polluted' in {}).toBe(false);
  });

  it('stays quick on hostile names', () => {
    const startedAt = performance.now();

    expect(nest([['.'.repeat(1_000_000), 'x']]).problems).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('flatten', () => {
  it('counts lists from 1 and writes scalars as text', () => {
    const pairs = flatten({
      GroupId: 'sg-1',
      DryRun: false,
      IpPermissions: [
        { FromPort: 22, IpRanges: [{ CidrIp: '192.0.2.0/24' }, { CidrIp: '198.51.100.0/24' }] },
        { ToPort: -1 },
      ],
    });

    expect(pairs).toEqual([
      ['GroupId', 'sg-1'],
      ['DryRun', 'false'],
      ['IpPermissions.1.FromPort', '22'],
      ['IpPermissions.1.IpRanges.1.CidrIp', '192.0.2.0/24'],
      ['IpPermissions.1.IpRanges.2.CidrIp', '198.51.100.0/24'],
      ['IpPermissions.2.ToPort', '-1'],
    ]);
  });

  it('leaves no key for what is empty or absent, and keeps an empty text', () => {
    expect(flatten({ A: [], B: {}, C: undefined, D: null, E: [{ F: [] }], G: '' })).toEqual([['G', '']]);
  });

  it('goes as deep as is allowed', () => {
    const deep = (levels: number, wrap: (inner: NestedInput) => NestedInput) => {
      let input: NestedInput = 'x';
      for (let level = 1; level < levels; level += 1) input = wrap(input);
      return { Name: input };
    };

    expect(flatten(deep(32, (A) => ({ A })))).toEqual([[`Name${'.A'.repeat(31)}`, 'x']]);
    expect(flatten(deep(32, (A) => [A]))).toEqual([[`Name${'.1'.repeat(31)}`, 'x']]);
    for (const wrap of [(A: NestedInput) => ({ A }), (A: NestedInput) => [A]]) {
      expect(() => flatten(deep(33, wrap))).toThrow(
        expect.objectContaining({
          name: 'InputTooDeep',
          message: expect.stringMatching(/^Name(?:\.[A1]){28}… is nested deeper than 32 levels$/),
        }),
      );
    }
  });

  it('refuses circular input', () => {
    const circular: Record<string, NestedInput> = {};
    circular['A'] = circular;

    expect(() => flatten(circular)).toThrow(InputTooDeep);
  });

  it('is undone by nest', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{0,3}$/);
    const { tree } = fc.letrec<{ tree: NestedInput }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 3 }),
      ),
    }));
    const entries = (input: NestedInput): unknown =>
      typeof input === 'object' && input !== null
        ? Object.entries(input).map(([key, value]) => [
            Array.isArray(input) ? String(Number(key) + 1) : key,
            entries(value),
          ])
        : input;

    fc.assert(
      fc.property(fc.dictionary(name, tree), (input) => {
        expect(plain(nest(flatten(input)))).toEqual(entries(input));
      }),
    );
  });
});
