import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { revokeIngressOperation } from './operation.ts';

topicSuite('dry-run', allCases, revokeIngressOperation);
