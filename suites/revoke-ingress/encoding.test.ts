import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { revokeIngress } from './operation.ts';

topicSuite('encoding', casesOf('encoding'), revokeIngress);
