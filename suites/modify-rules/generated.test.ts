import { propertySuite } from '../../harness/engine/run/topic-suite.ts';
import { properties } from './histories/properties.ts';
import { modifyRules } from './operation.ts';

propertySuite(properties, modifyRules);
