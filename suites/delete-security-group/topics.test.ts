import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf, topics } from './cases.ts';
import { deleteGroup } from './operation.ts';

for (const topic of topics) topicSuite(topic, casesOf(topic), deleteGroup);
