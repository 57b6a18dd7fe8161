/** Coverage by file, as istanbul's json-summary writes it, put together by room. */

/** Covered and total lines or branches. */
export interface Share {
  readonly covered: number;
  readonly total: number;
}

interface Counted {
  readonly lines: Share;
  readonly branches: Share;
  readonly functions: Share;
}

/** By path in the repository. */
export type CoverageSummary = Readonly<Record<string, Counted>>;

/** Coverage of a room. */
export interface RoomShares extends Counted {
  /** `harness/model`, `reports` */
  readonly room: string;
}

/** The rooms by name. A room is a folder below harness, or one next to it. */
export function sharesOfRooms(summary: CoverageSummary): readonly RoomShares[] {
  const rooms = new Map<string, Counted[]>();
  for (const [file, counted] of Object.entries(summary)) {
    const room = /^(harness\/[^/]+|reports|suites)\//.exec(file)?.[1];
    if (room !== undefined) rooms.set(room, [...(rooms.get(room) ?? []), counted]);
  }
  return [...rooms]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([room, files]) => ({
      room,
      lines: sum(files.map(({ lines }) => lines)),
      branches: sum(files.map(({ branches }) => branches)),
      functions: sum(files.map(({ functions }) => functions)),
    }));
}

function sum(shares: readonly Share[]): Share {
  return {
    covered: shares.reduce((all, { covered }) => all + covered, 0),
    total: shares.reduce((all, { total }) => all + total, 0),
  };
}
