import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { casesOf } from './cases.ts';
import { revokeEgress } from './operation.ts';

topicSuite('egress-match', casesOf('egress-match'), revokeEgress);
