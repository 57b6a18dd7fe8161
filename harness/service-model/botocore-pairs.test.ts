/** The packaged model gives the results that botocore gave, and every mutant of it gives another one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package/package-root.ts';
import { decodeOutput } from './decode-output.ts';
import { encodeInput } from './encode-input.ts';
import {
  actionOf,
  linkModel,
  type ModelDocument,
  modelFile,
  parseModelDocument,
  type ReferenceDocument,
  type ShapeDocument,
} from './load-model.ts';
import type { ModelObject, ServiceModel, Shape } from './model.ts';
import { InvalidValue, valueProblems } from './value-problems.ts';

/** A question to botocore with its answer, as tools/service-model/botocore_oracle.py writes it. */
type BotocorePair =
  | {
      readonly kind: 'input';
      readonly action: string;
      readonly input: ModelObject;
      readonly parameters: readonly (readonly [string, string])[];
    }
  | {
      readonly kind: 'check';
      readonly action: string;
      readonly input: ModelObject;
      readonly problems: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'output';
      readonly action: string;
      readonly xml: string;
      readonly output: ModelObject;
      readonly requestId: string;
    }
  | ShapePair
  | { readonly kind: 'digest'; readonly sha256: string };

interface ShapePair {
  readonly kind: 'shape';
  readonly shape: string;
  readonly type: string;
  readonly required: readonly string[];
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

const pairs = readFileSync(join(packageRoot(), 'fixtures/service-model/botocore-pairs.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => JSON.parse(line) as BotocorePair);

const packaged = parseModelDocument(readFileSync(join(packageRoot(), modelFile)));

/** Whether the model agrees with botocore. An input that the model cannot encode is a disagreement. */
function agrees(model: ServiceModel, pair: BotocorePair): boolean {
  switch (pair.kind) {
    case 'input':
      try {
        return same(
          encodeInput(actionOf(model, pair.action), pair.input).map(withShortFraction),
          pair.parameters.map(withShortFraction),
        );
      } catch (error) {
        if (error instanceof InvalidValue) return false;
        throw error;
      }
    case 'check':
      return same(problemCounts(model, pair.action, pair.input), pair.problems);
    case 'output': {
      const { output, requestId, problems } = decodeOutput(actionOf(model, pair.action), pair.xml);
      return problems.length === 0 && requestId === pair.requestId && same(output, pair.output);
    }
    case 'shape':
      return shapeAgrees(model.shapes.get(pair.shape), pair);
    case 'digest':
      return digest(model) === pair.sha256;
  }
}

function disagreements(model: ServiceModel): readonly BotocorePair[] {
  return pairs.filter((pair) => !agrees(model, pair));
}

describe('the packaged model', () => {
  it('agrees with botocore in every pair', () => {
    expect(disagreements(linkModel(packaged))).toEqual([]);
  });

  it('is compared in hundreds of pairs of every kind, and in every type', () => {
    const count = (kind: string) => pairs.filter((pair) => pair.kind === kind).length;
    const text = JSON.stringify(pairs.filter(({ kind }) => kind === 'input' || kind === 'output'));

    expect({
      input: count('input') > 100,
      output: count('output') > 100,
      check: count('check') > 300,
      shape: count('shape') > 100,
    }).toEqual({
      input: true,
      output: true,
      check: true,
      shape: true,
    });
    expect(text).toMatch(/true.*\.\d+Z.*😀/);
  });
});

/** One mistake in the model. */
interface ModelMutant {
  readonly mistake: string;
  readonly shape: string;
  readonly change: (shape: ShapeDocument) => ShapeDocument;
}

const mutants: readonly ModelMutant[] = [
  {
    mistake: 'a parameter has the name of its member',
    shape: 'CreateTagsRequest',
    change: reference('Tags', { locationName: 'Tags' }),
  },
  {
    mistake: 'a parameter has the name of its response element',
    shape: 'InstanceNetworkInterfaceSpecification',
    change: reference('PrivateIpAddresses', { queryName: 'PrivateIpAddressesSet' }),
  },
  {
    mistake: 'a response element has another name',
    shape: 'RevokeSecurityGroupEgressResult',
    change: reference('RevokedSecurityGroupRules', { locationName: 'securityGroupRuleSet' }),
  },
  {
    mistake: 'a response element is capitalised like a parameter',
    shape: 'TagDescription',
    change: reference('Key', { locationName: 'Key' }),
  },
  {
    mistake: 'two response elements have changed their names',
    shape: 'InstanceStateChange',
    change: (shape) =>
      reference('PreviousState', { locationName: 'currentState' })(
        reference('CurrentState', { locationName: 'previousState' })(shape),
      ),
  },
  {
    mistake: 'the items of a list have another element name',
    shape: 'ResponseHostIdList',
    change: (shape) => ({ ...shape, member: { shape: 'String', locationName: 'hostId' } }),
  },
  {
    mistake: 'the items of a list are of another type',
    shape: 'ResponseHostIdList',
    change: (shape) => ({ ...shape, member: { shape: 'Integer', locationName: 'item' } }),
  },
  {
    mistake: 'a required member is optional',
    shape: 'DeleteVpcRequest',
    change: (shape) => ({ ...shape, required: [] }),
  },
  {
    mistake: 'an optional member is required',
    shape: 'ModifyIpamPrefixListResolverRequest',
    change: (shape) => ({ ...shape, required: [...(shape.required ?? []), 'Description'] }),
  },
  { mistake: 'a boolean is a string', shape: 'Boolean', change: (shape) => ({ ...shape, type: 'string' }) },
  { mistake: 'an integer is a string', shape: 'Integer', change: (shape) => ({ ...shape, type: 'string' }) },
  {
    mistake: 'a timestamp is a string',
    shape: 'MillisecondDateTime',
    change: (shape) => ({ ...shape, type: 'string' }),
  },
  { mistake: 'a string is a number', shape: 'ResourceType', change: () => ({ type: 'double' }) },
  {
    mistake: 'a known value is spelt otherwise',
    shape: 'VolumeState',
    change: (shape) => ({ ...shape, enum: shape.enum?.map((value) => value.replace('in-use', 'in_use')) ?? [] }),
  },
  {
    mistake: 'a known value is missing',
    shape: 'AddressTransferStatus',
    change: (shape) => ({ ...shape, enum: shape.enum?.slice(1) ?? [] }),
  },
  {
    mistake: 'a lower limit is off by one',
    shape: 'DescribeVpcsMaxResults',
    change: (shape) => ({ ...shape, min: 6 }),
  },
  { mistake: 'an upper limit is missing', shape: 'DescribeVpcsMaxResults', change: ({ type }) => ({ type, min: 5 }) },
  {
    mistake: 'a member is missing',
    shape: 'DescribeSecurityGroupsRequest',
    change: ({ members: { GroupNames: _, ...members } = {}, ...shape }) => ({ ...shape, members }),
  },
];

describe('a mutant of the model', () => {
  it.each(mutants)('disagrees with botocore: $mistake', ({ shape, change }) => {
    const document = packaged.shapes[shape];
    if (document === undefined) throw new Error(`the model has no shape ${shape}`);
    const mutated: ModelDocument = { ...packaged, shapes: { ...packaged.shapes, [shape]: change(document) } };

    expect(disagreements(linkModel(mutated)).filter(({ kind }) => kind !== 'digest')).not.toEqual([]);
  });

  it('disagrees with botocore also where no pair goes: the digest of all shapes differs', () => {
    const { Subnet: shape } = packaged.shapes;
    if (shape === undefined) throw new Error('the model has no shape Subnet');
    const change = reference('Ipv6Native', { locationName: 'ipv6native' });
    const mutated: ModelDocument = { ...packaged, shapes: { ...packaged.shapes, Subnet: change(shape) } };

    expect(disagreements(linkModel(mutated)).map(({ kind }) => kind)).toContain('digest');
  });
});

/** Changes a reference to a shape. */
function reference(member: string, traits: Partial<ReferenceDocument>): (shape: ShapeDocument) => ShapeDocument {
  return (shape) => {
    const before = shape.members?.[member];
    if (before === undefined) throw new Error(`the shape has no member ${member}`);
    return { ...shape, members: { ...shape.members, [member]: { ...before, ...traits } } };
  };
}

/** The hash that botocore_oracle.py makes of botocore's model: one line for each action, shape and member. */
function digest({ actions, shapes }: ServiceModel): string {
  const rows = [...shapes.values()].flatMap((shape): readonly (readonly unknown[])[] => {
    const limits = ['enum', 'min', 'max'].map(
      (limit) => new Map<string, unknown>(Object.entries(shape)).get(limit) ?? null,
    );
    if (shape.type === 'list') return [[shape.name, 'list', shape.item.name, shape.itemElement ?? null, ...limits]];
    if (shape.type !== 'structure') return [[shape.name, shape.type, ...limits]];
    const members = [...shape.members.values()].map((member) => [
      shape.name,
      member.name,
      member.shape.name,
      member.elementName,
      member.queryName,
      member.required,
      member.idempotencyToken,
    ]);
    return [[shape.name, 'structure'], ...members];
  });
  const calls = [...actions.values()].map(({ name, httpMethod, input, output }) => [
    name,
    httpMethod,
    input.name,
    output?.name ?? null,
  ]);
  return createHash('sha256')
    .update(
      [...calls, ...rows]
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n'),
    )
    .digest('hex');
}

/** botocore checks neither upper limits nor known values. */
function problemCounts(model: ServiceModel, action: string, input: ModelObject): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of valueProblems(actionOf(model, action).input, input)) {
    if (kind !== 'above-maximum' && kind !== 'unknown-enum-value') counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function shapeAgrees(shape: Shape | undefined, { type, required, ...limits }: ShapePair): boolean {
  if (shape === undefined || shape.type !== type) return false;
  const members = shape.type === 'structure' ? [...shape.members.values()] : [];
  const ours = members.filter((member) => member.required).map(({ name }) => name);
  const facts = {
    ...('enum' in shape && { enum: shape.enum }),
    ...('min' in shape && { min: shape.min }),
    ...('max' in shape && { max: shape.max }),
  };
  const theirs = Object.fromEntries(Object.entries(limits).filter(([key]) => ['enum', 'min', 'max'].includes(key)));
  return same(ours.toSorted(), required.toSorted()) && same(facts, theirs);
}

/** botocore writes six digits of a fraction, we as many as count: the same instant. */
function withShortFraction([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, value.replace(/(:\d\d\.\d*?[1-9])0+Z$/, '$1Z')];
}

/** Equal but for the order of members. */
function same(some: unknown, other: unknown): boolean {
  try {
    expect(some).toEqual(other);
    return true;
  } catch {
    return false;
  }
}
