/** The rooms of CONTRIBUTING.md's table, as linter rules and as a check of what the files really import. */
import { dirname, join, normalize } from 'node:path';

/** A top-level folder of code, or one below `harness`. */
export interface Room {
  /** Folder from the root: `harness/wire`. */
  readonly folder: string;
  /** Folders of the rooms that it may import, itself not among them. */
  readonly mayImport: readonly string[];
}

/** An override of biome.json. */
export interface LintOverride {
  readonly includes: readonly string[];
  readonly linter: {
    readonly rules: {
      readonly style: {
        readonly noRestrictedImports: {
          readonly level: 'error';
          readonly options: {
            readonly patterns: readonly { readonly group: readonly string[]; readonly message: string }[];
          };
        };
      };
    };
  };
}

/** Rooms in the order of the table. Throws if a row names a room that the table does not have. */
export function readRooms(contributing: string): readonly Room[] {
  const rows = [...contributing.matchAll(/^\| `([\w/-]+)` \| [^|]+\| ([^|]*)\|$/gm)].map(
    ([, folder = '', imports = '']) => ({ folder, imports: imports.trim() }),
  );
  return rows.map(({ folder, imports }, index) => ({
    folder,
    mayImport: importedFolders(
      imports,
      rows.slice(0, index).map((row) => row.folder),
      folder,
    ),
  }));
}

function importedFolders(text: string, above: readonly string[], folder: string): readonly string[] {
  if (text === 'all of the above') return above;
  if (text === 'every room of harness but cli') return above.filter((name) => name.startsWith('harness/'));
  const names = text === '' ? [] : text.split(', ');
  return names.map((name) => {
    const found = above.find((known) => known === name || known.endsWith(`/${name}`));
    if (found === undefined) throw new Error(`${folder} may import ${name}, which is no room above it in the table`);
    return found;
  });
}

/** The most specific room that a file lies in; undefined for files outside all rooms. */
export function roomOf(rooms: readonly Room[], file: string): Room | undefined {
  return rooms
    .filter(({ folder }) => file.startsWith(`${folder}/`))
    .toSorted((one, other) => other.folder.length - one.folder.length)[0];
}

/** One override for each room that may not import every other. */
export function lintOverrides(rooms: readonly Room[]): readonly LintOverride[] {
  return rooms.flatMap((room) => {
    const refused = rooms.filter(({ folder }) => folder !== room.folder && !room.mayImport.includes(folder));
    if (refused.length === 0) return [];
    // A nested room is refused with the room around it unless it is allowed itself, and the reverse.
    const allowed = [room.folder, ...room.mayImport].filter((folder) =>
      refused.some((other) => folder.startsWith(`${other.folder}/`)),
    );
    const nested = rooms
      .filter(({ folder }) => folder.startsWith(`${room.folder}/`))
      .map(({ folder }) => `!${folder}/**`);
    return [
      {
        includes: [`${room.folder}/**`, ...nested, '!**/*.test.ts'],
        linter: {
          rules: {
            style: {
              noRestrictedImports: {
                level: 'error',
                options: {
                  patterns: [
                    {
                      group: [
                        ...refused.map(({ folder }) => specifiers(folder)),
                        ...allowed.map((folder) => `!${specifiers(folder)}`),
                        '!./**',
                      ],
                      message: `CONTRIBUTING.md lists what ${room.folder} may import.`,
                    },
                  ],
                },
              },
            },
          },
        },
      },
    ];
  });
}

/** What relative imports of a room's files look like. */
function specifiers(folder: string): string {
  return `**/${folder.replace(/^harness\//, '')}/**`;
}

/** A source file and its imports. */
export interface SourceFile {
  /** From the root. */
  readonly path: string;
  readonly text: string;
}

/** `harness/wire/a.ts imports harness/cli/b.ts`, for each import that the table does not allow. */
export function refusedImports(rooms: readonly Room[], files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const room = roomOf(rooms, path);
    if (room === undefined) return [`${path} lies in no room`];
    return importsOf(text)
      .map((specifier) => normalize(join(dirname(path), specifier)))
      .filter((imported) => {
        const other = roomOf(rooms, imported);
        return other !== undefined && other !== room && !room.mayImport.includes(other.folder);
      })
      .map((imported) => `${path} imports ${imported}`);
  });
}

/** Relative specifiers of a module, of types and of dynamic imports too. */
function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+\.ts)'/g)].map(([, specifier = '']) => specifier);
}
