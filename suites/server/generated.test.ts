import { propertySuite } from '../../harness/suite/property-suite.ts';
import { everyAnswer } from './every-answer.ts';
import { properties } from './properties.ts';

propertySuite(properties, everyAnswer);
