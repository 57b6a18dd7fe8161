import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { modifyRules } from './operation.ts';

topicSuite('rule-history', casesOf('rule-history'), modifyRules);
