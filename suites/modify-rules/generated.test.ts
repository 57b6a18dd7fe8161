import { propertySuite } from '../../harness/engine/run/topic-suite.ts';
import { properties } from './histories/properties.ts';
import { modifyRulesOperation } from './operation.ts';

propertySuite(properties, modifyRulesOperation);
