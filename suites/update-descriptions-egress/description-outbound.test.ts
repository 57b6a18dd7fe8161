import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { updateDescriptionsEgressOperation } from './operation.ts';

topicSuite('description-outbound', allCases, updateDescriptionsEgressOperation);
