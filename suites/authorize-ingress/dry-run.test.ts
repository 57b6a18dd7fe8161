import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { authorizeIngressOperation } from './operation.ts';

topicSuite('dry-run', allCases, authorizeIngressOperation);
