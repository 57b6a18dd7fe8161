/** What no requirement tests, each with the reason. Together with the register this covers the whole specification. */

export interface Exclusion {
  /** Id of an entry of fixtures/spec/outline.json or facts.json. */
  readonly entry: string;
  /** A sentence. */
  readonly reason: string;
}

export const excluded: readonly Exclusion[] = [];
