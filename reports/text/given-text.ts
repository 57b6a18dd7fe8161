/** A JSON value as lines for people: one for each innermost object, its path first. */

/** What is said where nothing is given, as to clients and to operations without groups. */
export const noGiven = 'nothing';

type Members = Readonly<Record<string, unknown>>;

/**
 * `main ingress ssh: IpProtocol=tcp FromPort=22 …`. Anything else than nested objects is shown as JSON; nothing at all
 * is `nothing`.
 */
export function givenText(given: unknown): string {
  const lines = linesOf(given, []);
  return lines.length === 0 ? noGiven : lines.join('\n');
}

function linesOf(value: unknown, path: readonly string[]): readonly string[] {
  if (value === null || value === undefined || (isMembers(value) && Object.keys(value).length === 0)) return [];
  if (!isMembers(value)) return [labelled(path, typeof value === 'string' ? value : JSON.stringify(value))];
  const entries = Object.entries(value);
  const leaves = entries.filter(([, member]) => !isMembers(member));
  const line = leaves.map(
    ([name, member]) => `${name}=${typeof member === 'string' ? member : JSON.stringify(member)}`,
  );
  return [
    ...(line.length === 0 ? [] : [labelled(path, line.join(' '))]),
    ...entries.filter(([, member]) => isMembers(member)).flatMap(([name, member]) => linesOf(member, [...path, name])),
  ];
}

function labelled(path: readonly string[], text: string): string {
  return path.length === 0 ? text : `${path.join(' ')}: ${text}`;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
