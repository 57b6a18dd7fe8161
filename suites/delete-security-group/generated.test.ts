import { propertySuite } from '../../harness/engine/run/topic-suite.ts';
import { properties } from './histories/properties.ts';
import { deleteGroupOperation } from './operation.ts';

propertySuite(properties, deleteGroupOperation);
