/** Every property of the server suites, in the order in which they run: after the listed cases. */
import type { Property } from '../../harness/engine/properties/property.ts';
import { anyBadRequest } from './properties/bad-requests.ts';
import { historyProperties } from './properties/histories.ts';
import { anySpelling } from './properties/spelling.ts';
import { anyTampering } from './properties/tampering.ts';

/** The properties of RevokeSecurityGroupIngress. */
export const properties: readonly Property[] = [...historyProperties, anySpelling, anyTampering, anyBadRequest];
