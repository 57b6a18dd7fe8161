import { propertySuite } from '../../harness/engine/run/topic-suite.ts';
import { revokeIngress } from './operation.ts';
import { properties } from './properties.ts';

propertySuite(properties, revokeIngress);
