import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { authorizeEgressOperation } from './operation.ts';

topicSuite('authorize-errors', allCases, authorizeEgressOperation);
