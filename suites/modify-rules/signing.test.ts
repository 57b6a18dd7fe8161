import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { modifyRulesOperation } from './operation.ts';

topicSuite('signing', allCases, modifyRulesOperation);
