/** Makes the ids that the embedded target gives foreseeable, so that recorded requests mean the same to a fresh one. */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** From now on `randomBytes` of this thread counts, for each size by itself; of four bytes and more. */
export function foreseeIds(): void {
  const counts = new Map<number, number>();
  const counted = (size: number): Buffer => {
    const count = (counts.get(size) ?? 0) + 1;
    counts.set(size, count);
    return Buffer.from(
      count
        .toString(16)
        .padStart(8, '0')
        .padEnd(size * 2, '0'),
      'hex',
    );
  };
  Object.assign(crypto, { randomBytes: counted });
  syncBuiltinESMExports();
}
