import { topicSuite } from '../../harness/suite/topic-suite.ts';
import { casesOf } from './cases.ts';
import { everyAnswer } from './every-answer.ts';

topicSuite('response', casesOf('response'), everyAnswer);
