import { propertySuite } from '../../harness/engine/run/topic-suite.ts';
import { revokeEgress } from './operation.ts';
import { properties } from './properties.ts';

propertySuite(properties, revokeEgress);
