/** Selects the cases of an operation that a mutant is run against, runs them and judges what comes of it. */
import { hash } from 'node:crypto';
import type { Case } from '../harness/cases/case.ts';
import type { TargetSettings } from '../harness/endpoint/target-settings.ts';
import type { Fault, Variant } from '../harness/mutants/fault.ts';
import type { OperationSuite } from '../harness/operation/operation-suite.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { assembleReport } from '../reports/assemble.ts';
import { conformanceProblems, faultProblems, type JudgedReport, type MutantRun, runMutant } from './run-mutant.ts';

/** `sampled`: with a sample of the unrelated cases, to show that nothing else fails. */
export type Breadth = 'own' | 'sampled';

/** One of so many cases is in the sample of a fault; there are many faults, so that together they meet most. */
const faultSample = 200;

/** One of so many cases on responses is in the sample of a fault in responses, which other responses may show. */
const responseSample = 8;

/** One of so many cases on matching is in the sample of a fault in what is refused at all, which any of them may show. */
const refusalSample = 6;

/** One of so many cases on state is in the sample of a fault that crosses groups. */
const stateSample = 2;

/** One of so many cases is in the sample of a variant, which has no cases of its own. */
const variantSample = 50;

/** One of so many cases on responses is in the sample of a variant. */
const variantResponseSample = 2;

/**
 * By fault: the case that shows it, where neither its requirement has cases nor the first response of each kind does. Without
 * it the fault is caught too, by all cases of the operation.
 */
export const caseThatShows: Readonly<Record<string, string>> = {
  'change-dry-run-without-group-crashes': 'dry-run/without-group',
  'description-unescaped': 'response/markup-in-description',
  'empty-port-crashes': 'encoding/empty-port',
  'errors-with-200': 'exact-match/permission-without-source',
  'non-ascii-breaks-connection': 'encoding/non-ascii',
  'rules-error-500': 'encoding/unknown-parameter',
};

/** The cases of an operation, and those that a mutant is run against. */
export class MutantCases {
  /** Without properties. */
  readonly all: readonly Case[];
  readonly #suite: OperationSuite;
  /** Requirements that generated requests test: each sums up a topic. */
  readonly #sums: readonly string[];

  constructor(suite: OperationSuite) {
    this.#suite = suite;
    this.#sums = suite.cases.filter(({ id }) => suite.properties.has(id)).flatMap(({ requirements }) => requirements);
    this.all = suite.cases.filter(({ id }) => !suite.properties.has(id));
  }

  /**
   * Lists of cases for a fault, each longer than the one before; the first that finds no problem decides. The first has
   * the cases of the requirements that the fault breaks, the first case of each requirement that these depend on, and
   * the fault's sample. A fault in responses may show in others than its own cases, hence the lists after it.
   */
  listsForFault(
    { id: fault, breaks, alsoBreaks: also = [], crossesGroups: spills }: Fault,
    breadth: Breadth,
  ): readonly (readonly Case[])[] {
    const broken = [breaks, ...also];
    const isSampled = breadth === 'sampled';
    const foundations = isSampled ? this.#firstCasesOf(this.#dependenciesOf(broken)) : [];
    const general = this.all.some(({ requirements }) => requirements.some((id) => broken.includes(id)))
      ? []
      : this.#ofEachOutcome();
    const { refusal } = this.#suite;
    const isInRefusals = refusal !== undefined && broken.includes(refusal.requirement);
    const isInResponses = broken.some((id) => id.startsWith('response/'));
    const isChosen = (one: Case) =>
      one.requirements.some((requirement) => broken.includes(requirement)) ||
      foundations.includes(one) ||
      general.includes(one) ||
      one.id === caseThatShows[fault] ||
      (isInResponses && isOnResponses(one) && isInSample(one, fault, responseSample)) ||
      (isInRefusals &&
        one.requirements.every((requirement) => refusal.isOnMatching(requirement)) &&
        isInSample(one, fault, refusalSample)) ||
      (isSampled && spills === true && one.id.startsWith('state/') && isInSample(one, fault, stateSample)) ||
      (isSampled && isInSample(one, fault, faultSample));
    const few = this.#withControls(isChosen);
    const more = isInResponses ? [this.#withControls((one) => isChosen(one) || isOnResponses(one))] : [];
    return [few, ...more, this.all];
  }

  /** As {@link listsForFault}: first the variant's sample and, where it is broad, half of the cases on responses. */
  listsForVariant({ id: variant }: Pick<Variant, 'id'>, breadth: Breadth): readonly (readonly Case[])[] {
    const isChosen = (one: Case) =>
      isInSample(one, variant, variantSample) ||
      (breadth === 'sampled' && isOnResponses(one) && isInSample(one, variant, variantResponseSample));
    return [this.#withControls(isChosen), this.all];
  }

  /** Why the fault is not caught by its requirement alone in these cases; empty when it is. */
  async problemsOfFault(
    fault: Fault,
    some: readonly Case[] = this.all,
    further: Partial<TargetSettings> = {},
  ): Promise<readonly string[]> {
    const asked = { cases: some, operation: this.#suite };
    const run = await runMutant(
      fault.apply(referenceBehaviour),
      asked,
      fault.crossesGroups === true ? 'own' : 'shared',
      further,
    );
    return [...run.troubles, ...faultProblems(fault, this.verdictsOf(run), this.#sums)];
  }

  /** Why the variant does not conform in these cases; empty when it does. */
  async problemsOfVariant(variant: Variant, some: readonly Case[] = this.all): Promise<readonly string[]> {
    const run = await runMutant(variant.apply(referenceBehaviour), { cases: some, operation: this.#suite });
    return [...run.troubles, ...conformanceProblems(this.verdictsOf(run))];
  }

  /** The verdicts on the requirements that this run asked for; what they rest on is known, asked or not. */
  verdictsOf({ results, callsByAction }: Pick<MutantRun, 'results' | 'callsByAction'>): JudgedReport {
    const served = new Set([
      ...results.flatMap(({ requirements }) => requirements),
      ...results.flatMap(({ findings }) => findings.map(({ requirement }) => requirement)),
    ]);
    const report = assembleReport({
      suite: { name: 'faults', version: '0', digest: '' },
      mode: 'server',
      operation: this.#suite.action,
      isLimited: true,
      target: {},
      startedAt: new Date(0),
      durationMs: 0,
      seed: 0,
      callsByAction,
      strict: true,
      register: this.#suite.requirements,
      results,
      invariantRequirements: this.#suite.generalChecks.map(({ requirement }) => requirement),
    });
    return { ...report, requirements: report.requirements.filter(({ id }) => served.has(id)) };
  }

  /** For a requirement that every response is judged by: the first success, and the first refusal with each code. */
  #ofEachOutcome(): readonly Case[] {
    const seen = new Set<string>();
    return this.all.filter(({ expect: [first], needs = [] }) => {
      const code = first?.code?.join(' ') ?? 'success';
      if (first === undefined || needs.some((need) => need !== 'rule-ids') || seen.has(code) || seen.size > 6)
        return false;
      seen.add(code);
      return true;
    });
  }

  #dependenciesOf(ids: readonly string[]): readonly string[] {
    return this.#suite.requirements.filter(({ id }) => ids.includes(id)).flatMap(({ dependsOn }) => dependsOn);
  }

  #firstCasesOf(ids: readonly string[]): readonly Case[] {
    return ids.flatMap((id) => this.all.find(({ requirements }) => requirements.includes(id)) ?? []);
  }

  /** With the cases that have to pass for these to prove anything, in the order of all. */
  #withControls(isChosen: (one: Case) => boolean): readonly Case[] {
    const wanted = new Set(this.all.filter(isChosen));
    for (const { control } of wanted) {
      const needed = this.all.find(({ id }) => id === control);
      if (needed !== undefined) wanted.add(needed);
    }
    return this.all.filter((one) => wanted.has(one));
  }
}

function isOnResponses({ id }: Case): boolean {
  return /^([a-z-]+-)?response\//.test(id);
}

/**
 * Whether an id belongs to the sample of another, one in `every`: a case to that of a mutant, a mutant to that of an
 * operation. Decided by a hash of both ids: each sample is always the same, and a further id changes no other sample.
 */
export function isInSample({ id }: { readonly id: string }, of: string, every: number): boolean {
  return hash('sha1', `${of} ${id}`, 'buffer').readUInt32BE() % every === 0;
}
