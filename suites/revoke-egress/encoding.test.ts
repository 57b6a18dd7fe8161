import { topicSuite } from '../../harness/engine/run/topic-suite.ts';
import { allCases } from './cases.ts';
import { revokeEgressOperation } from './operation.ts';

topicSuite('encoding', allCases, revokeEgressOperation);
