import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases, topics } from './cases.ts';
import { describeRulesOperation } from './operation.ts';

for (const topic of topics) topicSuite(topic, allCases, describeRulesOperation);
