/** Which cases of an operation a mutant is asked, and what its answers come to. Test support. */
import type { Fault } from '../harness/faults/fault.ts';
import type { KillRun, Verdicts } from '../harness/faults/kill-run.ts';
import type { Case } from '../harness/suite/case.ts';
import type { OperationSuite } from '../harness/suite/operation-suite.ts';
import { assembleReport } from '../reports/assemble.ts';

/** `sampled`: with a sample of all cases, which shows what else turns red. */
export type Breadth = 'own' | 'sampled';

/** One of so many cases is in the sample. */
const sampled = 25;

export class MutantCases {
  /** Without properties. */
  readonly all: readonly Case[];
  readonly #suite: OperationSuite;

  constructor(suite: OperationSuite) {
    this.#suite = suite;
    this.all = suite.cases.filter(({ id }) => !suite.properties.has(id));
  }

  /** The cases of what the fault breaks, those of a topic that it may show in, and the sample. */
  forFault({ breaks, also = [], spills }: Fault, breadth: Breadth): readonly Case[] {
    const broken = [breaks, ...also];
    const looksAtAnswers = broken.some((id) => id.startsWith('response/'));
    return this.#withControls(
      ({ id, requirements }, index) =>
        (breadth === 'sampled' && (index % sampled === 0 || (spills === true && id.startsWith('state/')))) ||
        (looksAtAnswers && id.startsWith('response/')) ||
        requirements.some((requirement) => broken.includes(requirement)),
    );
  }

  /** The sample, and the cases about answers where it is broad. */
  forVariation(breadth: Breadth): readonly Case[] {
    return this.#withControls(
      ({ id }, index) => index % sampled === 0 || (breadth === 'sampled' && id.startsWith('response/')),
    );
  }

  /** The verdicts on the requirements that this run asked for; what they rest on is known, asked or not. */
  verdictsOf({ results, callsByAction }: KillRun): Verdicts {
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
      invariantRequirements: this.#suite.invariants.map(({ requirement }) => requirement),
    });
    return { ...report, requirements: report.requirements.filter(({ id }) => served.has(id)) };
  }

  /** With the cases that have to pass for these to prove anything, in the order of all. */
  #withControls(isChosen: (one: Case, index: number) => boolean): readonly Case[] {
    const wanted = new Set(this.all.filter(isChosen));
    for (const { control } of wanted) {
      const needed = this.all.find(({ id }) => id === control);
      if (needed !== undefined) wanted.add(needed);
    }
    return this.all.filter((one) => wanted.has(one));
  }
}
