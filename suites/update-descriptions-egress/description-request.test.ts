import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { updateDescriptionsEgress } from './operation.ts';

topicSuite('description-request', casesOf('description-request'), updateDescriptionsEgress);
