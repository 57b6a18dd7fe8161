import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { updateDescriptionsIngress } from './operation.ts';

topicSuite('signing', casesOf('signing'), updateDescriptionsIngress);
