import { propertySuite } from '../../harness/engine/run/topic-suite.ts';
import { revokeEgressOperation } from './operation.ts';
import { properties } from './properties.ts';

propertySuite(properties, revokeEgressOperation);
