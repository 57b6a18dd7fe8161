import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { revokeIngressOperation } from './operation.ts';

topicSuite('exact-match', allCases, revokeIngressOperation);
