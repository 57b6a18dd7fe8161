/**
 * A requirement: one testable statement about a target, with its evidence.
 *
 * The register (suites/requirements) is built from these; nothing in the harness names a single one.
 */

/** MUST decides the verdict; SHOULD only under `--strict`; OBSERVE never: the report says what the target did. */
export type Level = 'MUST' | 'SHOULD' | 'OBSERVE';

/**
 * How well a fact is known, best first.
 * `documented`: AWS's pages or a standard that EC2 Query builds on; `model`: AWS's published service model;
 * `recorded`: a real response of EC2, quoted in public; `reported`: somebody's account of one; `inferred`: our reading.
 */
export type Grade = 'documented' | 'model' | 'recorded' | 'reported' | 'inferred';

/** What a requirement applies to. */
export type Side = 'server' | 'client';

/** A source of a requirement, with its grade. */
export interface Evidence {
  readonly grade: Grade;
  /** What the source says, in our words, where the requirement's own sentence does not say it. */
  readonly states?: string;
  /** Where it can be read: an URL, or the name of a document and its section. */
  readonly source: string;
}

/** One testable statement with level, evidence and dependencies. */
export interface Requirement {
  /** `topic/slug`; never changes its meaning once released. */
  readonly id: string;
  readonly topic: string;
  readonly level: Level;
  /** Who is bound by it. */
  readonly binds: readonly Side[];
  /** One testable sentence in the present tense, true of a conforming target. */
  readonly means: string;
  readonly evidence: readonly Evidence[];
  /** Entries of fixtures/spec/outline.json that this requirement tests. */
  readonly outline: readonly string[];
  /** Entries of fixtures/spec/facts.json that this requirement tests. */
  readonly facts: readonly string[];
  /** Ids of requirements without which this one cannot be judged: while one of them fails, a failure here is `blocked`. */
  readonly dependsOn: readonly string[];
  /** Answers that pass although sources disagree, by the name the report gives them. */
  readonly accepts: readonly string[];
  /** Version of the suite, `major.minor`, that added it; `--suite-version` excludes newer ones. */
  readonly since: string;
}

/** What a requirements file writes down; {@link topic} fills in the rest. */
export interface RequirementEntry {
  readonly level: Level;
  readonly binds?: readonly Side[];
  readonly means: string;
  /** Evidence that is no entry of facts.json: a standard, a sentence of the specification. */
  readonly evidence?: readonly Evidence[];
  readonly outline?: readonly string[];
  readonly facts?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly accepts?: readonly string[];
  /** Default: the first version. */
  readonly since?: string;
}

/** A topic's entries by slug. */
export type TopicEntries = Readonly<Record<string, RequirementEntry>>;

/** Evidence from a standard or from AWS's documentation. */
export function documented(source: string, states?: string): Evidence {
  return states === undefined ? { grade: 'documented', source } : { grade: 'documented', source, states };
}

/** An open question: asked, recorded in the report, held against nobody. */
export function observe(means: string, cited: Pick<RequirementEntry, 'facts' | 'outline'> = {}): RequirementEntry {
  return { level: 'OBSERVE', means, ...cited };
}
