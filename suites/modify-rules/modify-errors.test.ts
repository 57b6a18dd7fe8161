import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { modifyRulesOperation } from './operation.ts';

topicSuite('modify-errors', allCases, modifyRulesOperation);
