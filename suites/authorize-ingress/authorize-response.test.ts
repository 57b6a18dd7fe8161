import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { authorizeIngress } from './operation.ts';

topicSuite('authorize-response', casesOf('authorize-response'), authorizeIngress);
