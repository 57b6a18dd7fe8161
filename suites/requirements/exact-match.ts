/** Which rules a request means: every value equal, nothing near, nothing elsewhere. */
import { topic } from '../../harness/register/topic.ts';
import { naming } from './exact-match/naming.ts';
import { matchOpenQuestions } from './exact-match/open-questions.ts';
import { sources } from './exact-match/sources.ts';
import { values } from './exact-match/values.ts';
import { combinedExactMatch, generatedExactMatch } from './generated.ts';

/** The topic `exact-match`. */
export const exactMatch = topic('exact-match', {
  ...values,
  ...sources,
  ...naming,
  ...matchOpenQuestions,
  ...combinedExactMatch,
  ...generatedExactMatch,
});
