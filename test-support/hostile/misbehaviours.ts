/** All misbehaviours. */
import { connection } from './connection.ts';
import { documents } from './documents.ts';
import { framing } from './framing.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { stalling } from './stalling.ts';
import { statuses } from './statuses.ts';

/** `elsewhere`: where redirects lead. */
export function misbehaviours(elsewhere: URL): readonly Misbehaviour[] {
  return [...stalling, ...framing, ...connection, ...documents, ...statuses(elsewhere)];
}
