import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { describeRegionsOperation } from './operation.ts';

topicSuite('response', allCases, describeRegionsOperation);
