import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { authorizeIngress } from './operation.ts';

topicSuite('authorize-descriptions', casesOf('authorize-descriptions'), authorizeIngress);
