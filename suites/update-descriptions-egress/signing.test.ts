import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { updateDescriptionsEgress } from './operation.ts';

topicSuite('signing', casesOf('signing'), updateDescriptionsEgress);
