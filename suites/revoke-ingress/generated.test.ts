import { propertySuite } from '../../harness/engine/run/topic-suite.ts';
import { revokeIngressOperation } from './operation.ts';
import { properties } from './properties.ts';

propertySuite(properties, revokeIngressOperation);
