import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { updateDescriptionsEgress } from './operation.ts';

topicSuite('dry-run', casesOf('dry-run'), updateDescriptionsEgress);
