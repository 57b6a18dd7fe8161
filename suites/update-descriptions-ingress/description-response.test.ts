import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { updateDescriptionsIngressOperation } from './operation.ts';

topicSuite('description-response', allCases, updateDescriptionsIngressOperation);
