import type { Case } from '../cases/case.ts';
import type { CaseResult } from '../checks/case-result.ts';
import type { Reason } from '../checks/reason.ts';

/** What there is to say of a request that was not sent. */
export const nothingSent = {
  observed: 'nothing was sent',
  mismatches: [],
  exchanges: [],
  findings: [],
  calls: {},
  durationMs: 0,
  reproduce: { curl: '', command: '' },
} as const;

/** The result of a planned case that was never sent, so that no report takes its requirement for tested. */
export function notAskedResult({ id, title, requirements, control }: Case, reason: Reason): CaseResult {
  return {
    id,
    kind: 'fixture',
    title,
    requirements,
    verdict: 'not-asked',
    ...(control === undefined ? {} : { control }),
    given: null,
    sent: '',
    expected: '',
    ...nothingSent,
    reason,
  };
}
