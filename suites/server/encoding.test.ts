import { topicSuite } from '../../harness/suite/topic-suite.ts';
import { casesOf } from './cases.ts';
import { revokeIngress } from './operation.ts';

topicSuite('encoding', casesOf('encoding'), revokeIngress);
