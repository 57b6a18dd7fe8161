import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from '../group-operation.ts';
import { describeGroups, folder, topics } from './operation.ts';

for (const topic of topics) topicSuite(topic, casesOf(folder, topic), describeGroups);
