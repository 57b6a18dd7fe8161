/**
 * Carries cases of one action over to another: the call, its parameters and its responses, by what the two have in common
 * and by what a {@link ClientStatement} says is called otherwise. Expected values are those of the case. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import { decodeInput } from '../service-model/decode-input.ts';
import { type DecodedOutput, decodeOutput } from '../service-model/decode-output.ts';
import { encodeInput } from '../service-model/encode-input.ts';
import { minimalInput } from '../service-model/minimal-input.ts';
import type { Action, ModelObject, Shape } from '../service-model/model.ts';
import { XmlUnreadable } from '../wire/xml/xml-read.ts';
import { formsOf, usualInputs } from './case-forms.ts';
import {
  type CaseForm,
  type ClientCase,
  type ExpectedReport,
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
  plainResponse,
  type ScriptedResponse,
} from './fixture.ts';
import { judgeReport } from './judge-report.ts';

/** What is called otherwise than in the action that the cases are written for. */
export interface ClientStatement {
  /** Parameters, the first pattern that matches counts. */
  readonly parameters?: readonly Renaming[];
  /** Texts of responses, and their replacements. */
  readonly elements?: readonly (readonly [from: string, to: string])[];
  /** Members of the output, each with the output in its place, in which the text `{value}` stands for its value. */
  readonly output?: Readonly<Record<string, JsonObject>>;
  /** Titles of cases that name what is called otherwise, by the ids of the cases. */
  readonly titles?: Readonly<Record<string, string>>;
  /** Sentences of requirements that do, by the ids of the requirements. */
  readonly sentences?: Readonly<Record<string, string>>;
}

/** One parameter of a request, and its name in another action. */
export interface Renaming {
  readonly from: RegExp;
  /** As the replacement of String.replace. Undefined: left out, if it has the value that it has in every plain call. */
  readonly to?: string;
  /** Parameters that have to be present with it. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** The two actions, and what differs between them. */
export interface ClientCarrier {
  readonly from: Action;
  readonly to: Action;
  readonly statement: ClientStatement;
  /** Whether a requirement is about a member of the input: its cases are carried only where that member is the same. */
  readonly isOfMember: (requirement: string) => boolean;
}

/** The case for the other action; undefined where that has no such call or response. */
export function carryClientCase(one: ClientCase, carrier: ClientCarrier): ClientCase | undefined {
  const { to } = carrier;
  const {
    input,
    wire: _,
    alternatives: __,
    adds,
    answers = [plainResponse(carrier.from.name)],
    report,
    needs,
    ...rest
  } = one;
  const forms = input === undefined ? [] : formsOf(one).flatMap((form) => carriedForm(one, form, carrier) ?? []);
  const [first, ...alternatives] = forms;
  if (input !== undefined && first === undefined) return undefined;
  if (adds !== undefined && !Object.keys(adds).every((name) => to.input.members.has(name))) return undefined;
  const responses = answers.flatMap((response) => carriedResponse(response, carrier) ?? []);
  const carriedReport = report === undefined ? undefined : reportOf(report, carrier);
  if (responses.length < answers.length || (report !== undefined && carriedReport === undefined)) return undefined;
  if (carriedReport !== undefined && contradicts(responses.at(-1)?.document, carriedReport)) return undefined;
  const carriedNeeds = needs?.flatMap((name) => Object.keys(carrier.statement.output?.[name] ?? { [name]: null }));
  return {
    ...rest,
    title: carrier.statement.titles?.[one.id] ?? one.title,
    operation: to.name,
    ...first,
    ...(alternatives.length === 0 ? {} : { alternatives }),
    ...(adds === undefined ? {} : { adds }),
    answers: responses.map(({ response }) => response),
    ...(carriedReport === undefined ? {} : { report: carriedReport }),
    ...(carriedNeeds === undefined ? {} : { needs: carriedNeeds }),
  };
}

/** Inputs of calls whose input does not matter: those of the first action that the other has too, then its smallest. */
export function plainInputsOf(carrier: ClientCarrier): readonly JsonObject[] {
  const own = usualInputs.flatMap((input): readonly JsonObject[] => {
    const form = directForm({ input }, carrier);
    return form === undefined ? [] : [form.input];
  });
  const smallest = minimalInput(carrier.to) as JsonObject;
  return own.some((input) => isDeepStrictEqual(input, smallest)) ? own : [...own, smallest];
}

function carriedForm({ requirements }: ClientCase, form: CaseForm, carrier: ClientCarrier): CaseForm | undefined {
  const direct = directForm(form, carrier);
  if (direct !== undefined || requirements.some(carrier.isOfMember)) return direct;
  return renamedForm(form, carrier);
}

/** The same input, where the other action has each of its members under the same name and type; its required ones added. */
function directForm({ input, wire }: CaseForm, { from, to }: ClientCarrier): CaseForm | undefined {
  if (!isSame(from.input, to.input, input)) return undefined;
  const required = requiredBeside(to, input);
  return {
    input: { ...required, ...input },
    ...(wire === undefined ? {} : { wire: { ...parametersOf(to, required), ...wire } }),
  };
}

/** The parameters of the case under the names that the statement gives them, and the input that they are of. */
function renamedForm({ input, wire }: CaseForm, { from, to, statement }: ClientCarrier): CaseForm | undefined {
  if (wire === undefined || !isDeepStrictEqual(decodeInput(from, Object.entries(wire)), input)) return undefined;
  const plain = new Map(usualInputs.flatMap((one) => encodeInput(from, one as ModelObject)));
  const renamed = new Map<string, string>();
  const beside = new Map<string, string>();
  for (const [name, value] of Object.entries(wire)) {
    const renaming = statement.parameters?.find(({ from: pattern }) => pattern.test(name));
    const target = renaming === undefined ? name : renaming.to && name.replace(renaming.from, renaming.to);
    if (target === undefined) {
      if (plain.get(name) !== value) return undefined;
      continue;
    }
    if (renamed.has(target)) return undefined;
    renamed.set(target, value);
    for (const [other, text] of Object.entries(renaming?.beside ?? {})) beside.set(other, text);
  }
  const own = Object.fromEntries([...beside, ...renamed]);
  const decoded = decodeInput(to, Object.entries(own)) as JsonObject | undefined;
  if (decoded === undefined) return undefined;
  const required = requiredBeside(to, decoded);
  return { input: { ...required, ...decoded }, wire: { ...parametersOf(to, required), ...own } };
}

/** Members that the action requires and the input does not have, with plausible values. */
function requiredBeside(action: Action, input: JsonObject): JsonObject {
  const all = Object.entries(minimalInput(action) as JsonObject);
  return Object.fromEntries(all.filter(([name]) => !(name in input)));
}

function parametersOf(action: Action, input: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(encodeInput(action, input as ModelObject));
}

/** Whether two shapes have the members of this value under the same names and types. What neither has is the same too. */
function isSame(from: Shape, to: Shape, value: Json): boolean {
  if (from.type !== to.type) return false;
  if (from.type === 'list' && to.type === 'list') {
    return !isJsonList(value) || value.every((item) => isSame(from.item, to.item, item));
  }
  if (from.type !== 'structure' || to.type !== 'structure' || !isJsonObject(value)) return true;
  return Object.entries(value).every(([name, content]) => {
    const [one, other] = [from.members.get(name), to.members.get(name)];
    if (one === undefined || other === undefined) return one === other;
    return one.queryName === other.queryName && isSame(one.shape, other.shape, content);
  });
}

/** A response of the other action. */
interface CarriedResponse {
  readonly response: ScriptedResponse;
  /** Its body; undefined for one that is no document. */
  readonly document: DecodedOutput | undefined;
}

/** Undefined where the other action would not know what is in the response, and the first does. */
function carriedResponse(
  response: ScriptedResponse,
  { from, to, statement }: ClientCarrier,
): CarriedResponse | undefined {
  const replaced = [[`${from.name}Response`, `${to.name}Response`] as const, ...(statement.elements ?? [])];
  const body = replaced.reduce((text, [before, after]) => text.replaceAll(before, after), response.body);
  const document = decoded(to, body);
  const isAlike = decoded(from, response.body)?.problems.length === document?.problems.length;
  return isAlike ? { response: { ...response, body }, document } : undefined;
}

/** Undefined for a body that is no document. */
function decoded(action: Action, body: string): DecodedOutput | undefined {
  try {
    return decodeOutput(action, body);
  } catch (problem) {
    if (problem instanceof XmlUnreadable) return undefined;
    throw problem;
  }
}

/** Whether the response does not hold what the report has to have: what was put in place of something is not there. */
function contradicts(document: DecodedOutput | undefined, report: ExpectedReport): boolean {
  if (document === undefined || (report.outcome !== 'result' && report.outcome !== 'errorOrOutput')) return false;
  const { outcome, output = {} } = report;
  const read = { kind: 'result', output: document.output as JsonObject } as const;
  return judgeReport({ outcome, output }, read, []).length > 0;
}

function reportOf(report: ExpectedReport, carrier: ClientCarrier): ExpectedReport | undefined {
  if (!('output' in report) || report.output === undefined) return report;
  const output = carriedOutput(report.output, carrier);
  return output === undefined ? undefined : { ...report, output };
}

/** Undefined where the other action has no such member; a member without a value is left out instead. */
function carriedOutput(output: JsonObject, { to, statement }: ClientCarrier): JsonObject | undefined {
  const carried: [string, Json][] = [];
  for (const [name, value] of Object.entries(output)) {
    const pattern = statement.output?.[name] ?? { [name]: '{value}' };
    const entries = Object.entries(filled(pattern, value) as JsonObject);
    const isKnown = to.output !== undefined && knows(to.output, Object.fromEntries(entries));
    if (!isKnown && !(isJsonList(value) && value.length === 0)) return undefined;
    if (isKnown) carried.push(...entries);
  }
  return carried.length === 0 ? undefined : Object.fromEntries(carried);
}

function filled(pattern: Json, value: Json): Json {
  if (pattern === '{value}') return value;
  if (isJsonList(pattern)) return pattern.map((item) => filled(item, value));
  if (!isJsonObject(pattern)) return pattern;
  return Object.fromEntries(Object.entries(pattern).map(([name, member]) => [name, filled(member, value)]));
}

/** Whether the shape has every member of the value, with its type. */
function knows(shape: Shape, value: Json): boolean {
  if (isJsonList(value)) return shape.type === 'list' && value.every((item) => knows(shape.item, item));
  if (!isJsonObject(value)) return shape.type !== 'list' && shape.type !== 'structure';
  if (shape.type !== 'structure') return false;
  return Object.entries(value).every(([name, content]) => {
    const member = shape.members.get(name);
    return member !== undefined && knows(member.shape, content);
  });
}
