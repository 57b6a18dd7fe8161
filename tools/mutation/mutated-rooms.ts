/** The rooms whose code is mutated, their files, and the score that each of them requires. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';

/** A room, or files of several rooms, with the score that its tests have to reach. */
export interface MutatedRoom {
  /** As the page names it: the path of the folder, or a title where `files` are listed. */
  readonly name: string;
  /** Default: all source files of the folder that are not listed in another entry. */
  readonly files?: readonly string[];
  /** Percent of the mutants that its tests must kill. */
  readonly leastPercent: number;
}

/** Tests of the reports that test verdicts; those of how verdicts are shown are left out. */
const testsOfVerdicts = 'reports/{assemble,baseline,conclusion,dependencies,exit-code,general-checks,verdicts}.test.ts';

/** All rooms whose code is mutated. A file that an entry lists belongs to no other. */
export const mutatedRooms: readonly MutatedRoom[] = [
  { name: 'harness/security-groups/model', leastPercent: 90 },
  { name: 'harness/checks', leastPercent: 90 },
  { name: 'harness/security-groups/checks', leastPercent: 90 },
  { name: 'harness/wire', leastPercent: 90 },
  {
    name: 'classification and verdicts',
    files: [
      'harness/engine/confirm.ts',
      'harness/engine/known-failures.ts',
      'harness/engine/properties/history-dependence.ts',
      'reports/conclusion.ts',
      'reports/verdicts.ts',
    ],
    leastPercent: 90,
  },
  { name: 'harness/engine', leastPercent: 75 },
];

/** An argument of the command that names no room and no file. */
export class UnknownRoom extends Error {
  override readonly name = 'UnknownRoom';
}

/**
 * The files of the rooms, or files, that are named; of all rooms where nothing is. Rooms by their names, with or without
 * `harness/`; files by their paths in the repository. Throws {@link UnknownRoom}.
 */
export function filesNamed(names: readonly string[]): readonly string[] {
  if (names.length === 0) return mutatedRooms.flatMap(filesOf);
  return names.flatMap((name) => {
    if (name.endsWith('.ts') && mutatedRooms.some((room) => filesOf(room).includes(name))) return [name];
    const room = mutatedRooms.find((one) => [name, `harness/${name}`].includes(one.name));
    if (room !== undefined) return filesOf(room);
    const known = mutatedRooms.map((one) => one.name).join(', ');
    throw new UnknownRoom(
      `${name} is neither a room that is mutated nor a file of one. Name one of ${known}, or a file of it.`,
    );
  });
}

/** Paths of the files of a room in the repository. */
export function filesOf(room: MutatedRoom): readonly string[] {
  if (room.files !== undefined) return room.files;
  const named = mutatedRooms.flatMap(({ files = [] }) => files);
  return readdirSync(join(packageRoot(), room.name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => `${room.name}/${file}`)
    .filter((file) => !named.includes(file) && !isOfTypes(file));
}

/** A file of types alone has nothing to change: compiled, it says that it is a module and no more. */
function isOfTypes(file: string): boolean {
  const compiled = readFileSync(join(packageRoot(), 'dist', file.replace(/\.ts$/, '.js')), 'utf8');
  return compiled.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() === 'export {};';
}

/** The tests that run against the mutants of a file, as a glob: those of its folder, and for a file of the reports those of verdicts. */
export function testsFor(file: string): string {
  const room = mutatedRooms.find(({ name }) => file.startsWith(`${name}/`));
  return room === undefined ? testsOfVerdicts : `${room.name}/**/*.test.ts`;
}
