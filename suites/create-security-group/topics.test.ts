import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases, topics } from './cases.ts';
import { createGroupOperation } from './operation.ts';

for (const topic of topics) topicSuite(topic, allCases, createGroupOperation);
