/** Makes the ids of the embedded target predictable, so that recorded requests work on a fresh one. */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** Replaces `randomBytes` of this thread by a counter for each size of four bytes or more. */
export function makeIdsPredictable(): void {
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
