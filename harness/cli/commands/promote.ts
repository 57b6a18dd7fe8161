/** `promote`: turns a case file into a permanent case of a fixture. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ExitCode } from '../../../reports/report.ts';
import { readCaseFile, UnreadableCaseFile } from '../../cases/case-file.ts';
import type { FixtureCase, FixtureFile } from '../../cases/fixture.ts';
import { systemError } from '../../endpoint/output-file.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { didYouMeanPath } from '../did-you-mean.ts';
import { shown, textOption, type ValuesOf } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

const options = {
  id: textOption('TOPIC/SLUG', 'id of the new case; default: that of the case file'),
  title: textOption(
    'TEXT',
    'a statement in the present tense, true of a conforming target; default: that of the case file',
  ),
} as const;

/** The command `promote`. */
export const promoteCommand = command({
  name: 'promote',
  takes: ['CASE-FILE', 'FIXTURE-FILE'],
  about: 'turn a case file into a permanent case of a fixture',
  details: ['Adds the case to the fixture, or creates the file. The case gets the requirements that it failed.'],
  options,
  run: promote,
});

async function promote(
  { id, title }: ValuesOf<typeof options>,
  [from = '', to = '']: readonly string[],
  context: Context,
): Promise<ExitCode> {
  const file = readOrRefuse(from);
  const promoted: FixtureCase = {
    ...file.case,
    id: id ?? file.case.id,
    title: title ?? file.case.title,
    requirements: file.requirements,
  };
  const fixture = fixtureAt(to);
  if (fixture.cases.some((one) => one.id === promoted.id)) {
    throw new UsageMistake(`${to} has a case ${promoted.id} already. Give the new one an id with --id.`);
  }
  const cases = [...fixture.cases, promoted];
  try {
    writeFileSync(to, `${JSON.stringify({ ...fixture, cases }, undefined, 2)}\n`);
  } catch (problem) {
    const why = systemError(problem);
    throw why === undefined ? problem : new UsageMistake(`${to} cannot be written (${why}). Name another file.`);
  }
  context.stdout.write(`${promoted.id} is a case of ${to} now. Run npm test: the fixtures are linted there.\n`);
  return 0;
}

function readOrRefuse(path: string) {
  try {
    return readCaseFile(path);
  } catch (problem) {
    throw problem instanceof UnreadableCaseFile
      ? new UsageMistake(`${problem.message}.${didYouMeanPath(path)}`)
      : problem;
  }
}

function fixtureAt(path: string): FixtureFile {
  if (!existsSync(path)) {
    if (!existsSync(dirname(path))) {
      throw new UsageMistake(`There is no folder ${shown(dirname(path))} for the fixture.${didYouMeanPath(path)}`);
    }
    return {
      $schema: '../../schema/server-fixture.schema.json',
      about: 'Cases that generated requests found.',
      cases: [],
    };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageMistake(`${path} is not JSON. Name a fixture, or a file that is not there yet.`);
  }
  if (!Array.isArray((parsed as Partial<FixtureFile> | null)?.cases)) {
    throw new UsageMistake(`${path} is no fixture: it has no list of cases. Name another file.`);
  }
  return parsed as FixtureFile;
}
