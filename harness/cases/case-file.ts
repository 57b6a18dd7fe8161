/**
 * A case file: one failing case with its concrete requests, so that it can be sent again to any target and by any later
 * version, whatever generated it. Described by fixtures/schema/case-file.schema.json.
 */
import { readFileSync } from 'node:fs';
import type { Case } from './case.ts';
import { sendsOf, stepsOf } from './case-text.ts';
import type { FixtureCase } from './fixture.ts';

/** The content of a case file. */
export interface CaseFile {
  readonly $schema: string;
  readonly caseFile: 1;
  /** Version of the suite that wrote it. */
  readonly suiteVersion: string;
  /** The operation under test, whose name its requests bear where they say none. */
  readonly operation?: string;
  /** Where it failed; another endpoint can be given when it is sent again. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Requirements that it failed. */
  readonly requirements: readonly string[];
  /** What was observed then. */
  readonly observed: string;
  readonly case: FixtureCase;
}

/** The file is not a case file; the message says what it lacks. */
export class UnreadableCaseFile extends Error {
  override readonly name = 'UnreadableCaseFile';
}

/** Path of the JSON Schema, as an installed package has it; editors resolve it from `$schema`. */
export const caseFileSchema = 'node_modules/ec2-conformance/fixtures/schema/case-file.schema.json';

/** The case as data; undefined when part of it is code, or it sends nothing of its own. */
export function asData(testCase: Case): FixtureCase | undefined {
  const isCode = stepsOf(testCase)
    .flatMap(sendsOf)
    .some((send) => send.alter !== undefined || send.signing !== undefined);
  return isCode ? undefined : testCase;
}

/** Throws UnreadableCaseFile when the file cannot be read, is not JSON, or is no case file. */
export function readCaseFile(path: string): CaseFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (problem) {
    throw new UnreadableCaseFile(
      `${path} cannot be read as JSON: ${problem instanceof Error ? problem.message : String(problem)}`,
    );
  }
  const file = parsed as Partial<CaseFile> | null;
  if (typeof file !== 'object' || file === null || file.caseFile !== 1) {
    throw new UnreadableCaseFile(`${path} is no case file: "caseFile": 1 is missing`);
  }
  const { case: testCase, requirements } = file;
  if (typeof testCase?.send !== 'object' || typeof testCase.given !== 'object' || !Array.isArray(testCase.expect)) {
    throw new UnreadableCaseFile(`${path} is no case file: "case" needs given, send and expect`);
  }
  if (!Array.isArray(requirements)) {
    throw new UnreadableCaseFile(`${path} is no case file: "requirements" is missing`);
  }
  return file as CaseFile;
}
