import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { updateDescriptionsIngress } from './operation.ts';

topicSuite('dry-run', casesOf('dry-run'), updateDescriptionsIngress);
