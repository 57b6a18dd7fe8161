/** Every property of the server suites, in the order in which they run: after the listed cases. */
import type { Property } from '../../harness/suite/property.ts';
import { historyProperties } from './properties/histories.ts';

export const properties: readonly Property[] = [...historyProperties];
