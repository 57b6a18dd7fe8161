/**
 * `npm run service-model -- pairs`: asks botocore for the pairs that the project's own tests compare the model with, since
 * those tests run without Python. What is asked is generated here; every response is botocore's.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { packageRoot } from '../../harness/package/package-root.ts';
import { arbitraryInput, arbitraryOutput } from '../../harness/service-model/arbitrary-input.ts';
import { encodeOutput } from '../../harness/service-model/encode-output.ts';
import { loadServiceModel } from '../../harness/service-model/load-model.ts';
import { minimalInput } from '../../harness/service-model/minimal-input.ts';
import {
  type Action,
  isModelObject,
  type ModelObject,
  type ModelValue,
  type Shape,
} from '../../harness/service-model/model.ts';
import { askBotocore, botocoreVersion } from '../../test-support/peers/botocore.ts';

/** One question to botocore, by action and value. */
interface Candidate {
  readonly action: Action;
  readonly value: ModelObject;
  /** Kinds of shapes, names and limits that the value goes through. */
  readonly features: ReadonlySet<string>;
}

const seed = 20161115;
const model = loadServiceModel();
const actions = [...model.actions.values()];

/** Writes `fixtures/service-model/botocore-pairs.jsonl`: a header, then a pair a line. Throws PeerMissing without Python. */
export async function writeBotocorePairs(): Promise<string> {
  const inputs = [
    ...whole(arbitraryInput),
    ...choose(
      candidates(arbitraryInput, ({ input }) => input),
      120,
    ),
  ];
  const outputs = [
    ...whole(arbitraryOutput),
    ...choose(
      candidates(arbitraryOutput, ({ output }) => output),
      120,
    ),
  ];
  const questions = [
    ...inputs.map(({ action, value }) => ({ kind: 'input', action: action.name, input: value })),
    ...actions.filter((_, index) => index % 6 === 0).flatMap(checks),
    ...outputs.map(({ action, value }, index) => ({
      kind: 'output',
      action: action.name,
      xml: encodeOutput(model, action, value, `request-${index}`),
    })),
    ...shapesWithFacts().map((shape) => ({ kind: 'shape', shape })),
    { kind: 'digest' },
  ];
  const answers = await askBotocore(questions);
  const header = {
    about:
      'Questions to botocore on the wire format of EC2, and its answers; made by `npm run service-model -- pairs`.',
    botocore: botocoreVersion,
    seed,
  };
  const file = 'fixtures/service-model/botocore-pairs.jsonl';
  const lines = [header, ...answers].map((line) => JSON.stringify(line));
  writeFileSync(join(packageRoot(), file), `${lines.join('\n')}\n`);
  return `${file}: botocore ${botocoreVersion}, ${answers.length} pairs`;
}

/** Actions whose every member is in a pair: those on security groups, and those with names or types that few have. */
const wholeActions =
  /^((Authorize|Revoke)SecurityGroup.*|(Modify|Describe)SecurityGroup(s|Rules)|(Create|Describe)Tags|(Run|Start)Instances|AllocateHosts|ImportKeyPair)$/;

function whole(arbitrary: typeof arbitraryInput): readonly Candidate[] {
  return actions
    .filter(({ name }) => wholeActions.test(name))
    .flatMap((action) =>
      fc
        .sample(arbitrary(action, { density: 1, depth: 9, items: 1 }), { seed, numRuns: 1 })
        .map((value) => ({ action, value, features: new Set<string>() })),
    );
}

/** Small values first, so that a feature is shown by the smallest value that has it. */
function candidates(
  arbitrary: typeof arbitraryInput,
  shapeOf: (action: Action) => Shape | undefined,
): readonly Candidate[] {
  const found = [{ runs: 8 }, { runs: 1, density: 1, depth: 2 }].flatMap(({ runs, ...size }) =>
    actions.flatMap((action) =>
      fc.sample(arbitrary(action, size), { seed, numRuns: runs }).map((value): Candidate => {
        const features = new Set<string>();
        const shape = shapeOf(action);
        if (shape !== undefined) addFeatures(shape, value, 0, features);
        return { action, value, features };
      }),
    ),
  );
  const length = ({ value }: Candidate) => JSON.stringify(value).length;
  return found
    .filter((candidate) => candidate.features.size > 0 && length(candidate) < 4000)
    .sort((one, other) => length(one) - length(other));
}

/** All candidates that show a new feature, and more of them, spread over the sizes, up to `count`. */
function choose(from: readonly Candidate[], count: number): readonly Candidate[] {
  const shown = new Set<string>();
  const chosen = from.filter(({ features }) => {
    const fresh = [...features].some((feature) => !shown.has(feature));
    for (const feature of features) shown.add(feature);
    return fresh;
  });
  const ordinary = from.filter((candidate) => !chosen.includes(candidate) && candidate.features.size > 3);
  const more = Math.max(count - chosen.length, 0);
  const step = Math.max(Math.floor((ordinary.length * 0.8) / Math.max(more, 1)), 1);
  return [...chosen, ...ordinary.filter((_, index) => index % step === 0).slice(0, more)];
}

function addFeatures(shape: Shape, value: ModelValue, depth: number, features: Set<string>): void {
  const limits = ['min', 'max', 'enum', 'pattern'].filter((trait) => trait in shape).join();
  features.add(`${shape.type} ${limits} at ${Math.min(depth, 4)}`);
  if (shape.type === 'list' && Array.isArray(value)) {
    features.add(`list of ${shape.item.type} in ${shape.itemElement}, ${value.length === 0 ? 'empty' : 'with items'}`);
    for (const item of value) addFeatures(shape.item, item, depth + 1, features);
  } else if (shape.type === 'structure' && isModelObject(value)) {
    for (const [name, content] of Object.entries(value)) {
      const member = shape.members.get(name);
      if (member === undefined || content === undefined) continue;
      const { elementName, queryName } = member;
      const same = [queryName === name, elementName === name, elementName.toLowerCase() === queryName.toLowerCase()];
      if (holdsScalar(content)) features.add(`${member.shape.type} with names ${same.join()}`);
      addFeatures(member.shape, content, depth + 1, features);
    }
  } else if (typeof value !== 'string') {
    features.add(`${shape.type} ${Math.sign(Number(value))}`);
  }
}

/** An empty list or structure gives no parameter: its name is not shown. */
function holdsScalar(value: ModelValue): boolean {
  return (
    typeof value !== 'object' || Object.values(value).some((content) => content !== undefined && holdsScalar(content))
  );
}

/** The minimal input is valid; without one of its members it is not, nor with a member that does not exist. */
function checks(action: Action): readonly object[] {
  const valid = minimalInput(action);
  const without = Object.keys(valid).map((left) => Object.entries(valid).filter(([name]) => name !== left));
  const inputs = [valid, ...without.map((members) => Object.fromEntries(members)), { ...valid, NoSuchMember: 'x' }];
  return inputs.map((input) => ({ kind: 'check', action: action.name, input }));
}

/** Every second shape with limits, every tenth with few known values, and the types of which there are few. */
function shapesWithFacts(): readonly string[] {
  const shapes = [...model.shapes.values()];
  const limited = shapes.filter((shape) => 'min' in shape || 'max' in shape);
  const closed = shapes.filter((shape) => shape.type === 'string' && (shape.enum?.length ?? 99) < 20);
  const rare = shapes.filter(({ type }) => ['long', 'float', 'double', 'timestamp', 'blob'].includes(type));
  const chosen = [
    ...rare,
    ...limited.filter((_, index) => index % 2 === 0),
    ...closed.filter((_, index) => index % 10 === 0),
  ];
  return [...new Set(chosen.map(({ name }) => name))];
}
