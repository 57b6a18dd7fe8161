/** Numbers of calls by action. */
export type CallCounts = Readonly<Record<string, number>>;

/** The sum over all actions. */
export function totalCalls(calls: CallCounts): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}

/** All of these, action by action. */
export function sumCalls(parts: readonly CallCounts[]): CallCounts {
  const sum: Record<string, number> = {};
  for (const [action, count] of parts.flatMap((part) => Object.entries(part))) {
    sum[action] = (sum[action] ?? 0) + count;
  }
  return sum;
}
