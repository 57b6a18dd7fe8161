import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { authorizeEgress } from './operation.ts';

topicSuite('authorize-outbound', casesOf('authorize-outbound'), authorizeEgress);
