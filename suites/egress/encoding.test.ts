import { topicSuite } from '../../harness/suite/topic-suite.ts';
import { casesOf } from './cases.ts';
import { revokeEgress } from './operation.ts';

topicSuite('encoding', casesOf('encoding'), revokeEgress);
