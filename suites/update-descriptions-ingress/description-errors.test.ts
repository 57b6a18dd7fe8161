import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { updateDescriptionsIngress } from './operation.ts';

topicSuite('description-errors', casesOf('description-errors'), updateDescriptionsIngress);
