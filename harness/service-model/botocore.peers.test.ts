/** Requests and responses by the model are those of botocore, for every action of EC2. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { askBotocore, botocoreModelFile, botocoreVersion } from '../../test-support/peers/botocore.ts';
import { PeerMissing } from '../../test-support/peers/toolchain.ts';
import { type ArbitrarySize, arbitraryInput, arbitraryOutput } from './arbitrary-input.ts';
import { decodeOutput } from './decode-output.ts';
import { encodeInput } from './encode-input.ts';
import { encodeOutput } from './encode-output.ts';
import { linkModel, loadServiceModel, parseModelDocument } from './load-model.ts';
import { minimalInput } from './minimal-input.ts';
import { type Action, isModelObject, type ModelObject, type ModelValue, type Shape } from './model.ts';
import { canonicalTimestamp } from './scalars.ts';
import { valueProblems } from './value-problems.ts';

const model = loadServiceModel();
const actions = [...model.actions.values()];

/** Fixed: a difference found here is found again. */
const seed = 20161115;

/** Some members of each structure, then every member of every structure. */
const sizes: readonly (ArbitrarySize & { readonly runs: number })[] = [{ runs: 4 }, { runs: 3, density: 1, depth: 9 }];

let missing: PeerMissing | undefined;

beforeAll(async () => {
  try {
    await askBotocore([]);
  } catch (problem) {
    if (!(problem instanceof PeerMissing)) throw problem;
    missing = problem;
    process.stderr.write(`\n!!! NOT RUN: ${problem.message}. The service model was not compared with botocore.\n\n`);
  }
});

function needsBotocore({ skip }: TestContext): void {
  if (missing !== undefined) skip(`not run: ${missing.message}`);
}

/** Generated for every action, each value with its action. */
function generated(arbitrary: (action: Action, size: ArbitrarySize) => fc.Arbitrary<ModelObject>) {
  return sizes.flatMap(({ runs, ...size }) =>
    actions.flatMap((action) =>
      fc.sample(arbitrary(action, size), { seed, numRuns: runs }).map((value) => ({ action, value })),
    ),
  );
}

/** botocore writes six digits of a fraction, we as many as count: the same instant. */
function comparable(parameters: readonly (readonly [string, string])[]) {
  return parameters.map(([name, value]) => [name, canonicalTimestamp(value) ?? value]);
}

describe('botocore', () => {
  it('is the version that the packaged model states', async (context) => {
    needsBotocore(context);

    expect(await askBotocore([{ kind: 'about' }])).toEqual([{ kind: 'about', botocore: botocoreVersion }]);
    expect(model.source.version).toBe(botocoreVersion);
  });

  it('says the same in its own file as in the distilled one, and both files are read alike', async (context) => {
    needsBotocore(context);

    const own = linkModel(parseModelDocument(readFileSync(await botocoreModelFile())));

    expect({ ...own, source: model.source }).toEqual(model);
  });

  it('knows the same actions', async (context) => {
    needsBotocore(context);

    const [answer] = await askBotocore<{ readonly actions: Readonly<Record<string, boolean>> }>([{ kind: 'actions' }]);

    expect(Object.fromEntries(actions.map(({ name, output }) => [name, output !== undefined]))).toEqual(
      answer?.actions,
    );
    expect(actions.length).toBeGreaterThan(800);
  });

  it('makes the same parameters of minimal and of generated inputs', async (context) => {
    needsBotocore(context);
    const inputs = [
      ...actions.map((action) => ({ action, value: minimalInput(action) })),
      ...generated(arbitraryInput),
    ];

    const answers = await askBotocore<{ readonly parameters: readonly (readonly [string, string])[] }>(
      inputs.map(({ action, value }) => ({ kind: 'input', action: action.name, input: value })),
    );

    expect(answers).toHaveLength(inputs.length);
    for (const [index, { action, value }] of inputs.entries()) {
      const ours = comparable(encodeInput(action, value));
      expect(ours, `${action.name} ${JSON.stringify(value)}`).toEqual(comparable(answers[index]?.parameters ?? []));
    }
  });

  it('calls the same inputs valid', async (context) => {
    needsBotocore(context);
    const valid = actions.map((action) => ({ action, value: minimalInput(action) }));
    const inputs = [
      ...valid,
      ...generated(arbitraryInput),
      ...valid.flatMap(({ action, value }) => spoilt(action, value)),
    ];

    const answers = await askBotocore<{ readonly problems: Readonly<Record<string, number>> }>(
      inputs.map(({ action, value }) => ({ kind: 'check', action: action.name, input: value })),
    );

    let invalid = 0;
    for (const [index, { action, value }] of inputs.entries()) {
      const theirs = answers[index]?.problems ?? {};
      invalid += Object.keys(theirs).length > 0 ? 1 : 0;
      expect(problemCounts(action, value), `${action.name} ${JSON.stringify(value)}`).toEqual(theirs);
    }
    expect(invalid).toBeGreaterThan(actions.length);
  });

  it('reads from our documents what was written into them, and so do we', async (context) => {
    needsBotocore(context);
    const documents = generated(arbitraryOutput).map(({ action, value }, index) => {
      const requestId = `request-${index}`;
      return { action, value, requestId, xml: encodeOutput(model, action, value, requestId) };
    });

    const answers = await askBotocore<{ readonly output: ModelObject; readonly requestId: string }>(
      documents.map(({ action, xml }) => ({ kind: 'output', action: action.name, xml })),
    );

    expect(answers).toHaveLength(documents.length);
    for (const [index, { action, value, requestId, xml }] of documents.entries()) {
      const { output, requestId: theirId } = answers[index] ?? {};
      expect({ output, requestId: theirId }, `${action.name} ${xml}`).toEqual({ output: value, requestId });
      expect(decodeOutput(action, xml), `${action.name} ${xml}`).toEqual({ output: value, requestId, problems: [] });
    }
  });

  it('was asked about every member that an action has', () => {
    const seen = new Set<string>();
    for (const { action, value } of generated(arbitraryInput)) addMembers(action.input, value, seen);
    for (const { action, value } of generated(arbitraryOutput))
      if (action.output) addMembers(action.output, value, seen);
    const all = [...model.shapes.values()].flatMap((shape) =>
      shape.type === 'structure' ? [...shape.members.keys()].map((member) => `${shape.name}.${member}`) : [],
    );

    // No action refers to these two structures.
    expect(all.filter((member) => !seen.has(member))).toEqual([
      'BlobAttributeValue.Value',
      'ModifyInstanceAttributeUserDataRequest.Value',
    ]);
  });

  it('agrees about types, limits, known values and required members of all shapes', async (context) => {
    needsBotocore(context);
    const shapes = [...model.shapes.values()];

    const answers = await askBotocore(shapes.map(({ name }) => ({ kind: 'shape', shape: name })));

    expect(shapes.map(shapeFacts)).toEqual(answers);
  });

  it('agrees about DryRun, deprecated members and idempotency tokens', async (context) => {
    needsBotocore(context);

    const answers = await askBotocore<{ readonly dryRun: boolean }>(
      actions.map(({ name }) => ({ kind: 'members', action: name })),
    );

    expect(actions.map(memberFacts)).toEqual(answers);
    expect(answers.filter(({ dryRun }) => dryRun)).toHaveLength(786);
  });
});

/** One input for each way to break a valid one: without a required member, with one of another type, with one too many. */
function spoilt(
  action: Action,
  valid: ModelObject,
): readonly { readonly action: Action; readonly value: ModelObject }[] {
  const [first] = Object.keys(valid);
  const changes: readonly ModelObject[] = [
    ...(first === undefined ? [] : [omit(valid, first), { ...valid, [first]: [[]] }]),
    { ...valid, NoSuchMember: 'x' },
  ];
  return changes.map((value) => ({ action, value }));
}

function omit(object: ModelObject, member: string): ModelObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== member));
}

/** botocore checks neither upper limits nor known values. */
function problemCounts(action: Action, value: ModelObject): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of valueProblems(action.input, value)) {
    if (kind !== 'above-maximum' && kind !== 'unknown-enum-value') counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function addMembers(shape: Shape, value: ModelValue, seen: Set<string>): void {
  if (shape.type === 'list' && Array.isArray(value)) {
    for (const item of value) addMembers(shape.item, item, seen);
  } else if (shape.type === 'structure' && isModelObject(value)) {
    for (const [name, content] of Object.entries(value)) {
      const member = shape.members.get(name);
      if (member === undefined || content === undefined) continue;
      seen.add(`${shape.name}.${name}`);
      addMembers(member.shape, content, seen);
    }
  }
}

function shapeFacts(shape: Shape): object {
  const { name, type } = shape;
  const required = shape.type === 'structure' ? [...shape.members.values()].filter((member) => member.required) : [];
  return {
    kind: 'shape',
    shape: name,
    type,
    required: expect.toSatisfy((names: readonly string[]) =>
      sameNames(
        names,
        required.map((member) => member.name),
      ),
    ),
    ...('enum' in shape && { enum: shape.enum }),
    ...('min' in shape && { min: shape.min }),
    ...('max' in shape && { max: shape.max }),
  };
}

function memberFacts({ name, input }: Action): object {
  const names = (chosen: (member: ReturnType<typeof members>[number]) => boolean) =>
    members()
      .filter(chosen)
      .map((member) => member.name);
  const members = () => [...input.members.values()];
  return {
    kind: 'members',
    action: name,
    dryRun: input.members.has('DryRun'),
    required: expect.toSatisfy((required: readonly string[]) =>
      sameNames(
        required,
        names((member) => member.required),
      ),
    ),
    deprecated: names((member) => member.deprecated),
    tokens: names((member) => member.idempotencyToken),
  };
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify([...some].sort()) === JSON.stringify([...others].sort());
}
