/** All stunts. */
import { connection } from './connection.ts';
import { documents } from './documents.ts';
import { framing } from './framing.ts';
import { stalling } from './stalling.ts';
import { statuses } from './statuses.ts';
import type { Stunt } from './misbehaviour.ts';

/** `elsewhere`: where redirects lead. */
export function allStunts(elsewhere: URL): readonly Stunt[] {
  return [...stalling, ...framing, ...connection, ...documents, ...statuses(elsewhere)];
}
