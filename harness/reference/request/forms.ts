/** The texts that the values of a request may be: each function returns the canonical form, or undefined to refuse. */

import { type PermissionForms, standardForms } from '../../security-groups/model/permission.ts';

/** The syntax of each kind of value. */
export interface Forms extends Omit<PermissionForms, 'groupIdByName' | 'integer'> {
  readonly groupId: (text: string) => string | undefined;
  readonly ruleId: (text: string) => string | undefined;
  readonly prefixListId: (text: string) => string | undefined;
  readonly vpcId: (text: string) => string | undefined;
  /** Of a rule that is to be stored; a revoke may name any. */
  readonly description: (text: string) => string | undefined;
  readonly groupName: (text: string) => string | undefined;
  readonly groupDescription: (text: string) => string | undefined;
  readonly tagKey: (text: string) => string | undefined;
  readonly tagValue: (text: string) => string | undefined;
}

const id = (prefix: string) => (text: string) =>
  text.startsWith(prefix) && /^[0-9a-f]+$/.test(text.slice(prefix.length)) ? text : undefined;

// API reference, IpRange and CreateSecurityGroup: at most 255 of these.
const documentedCharacters = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
const documented = (text: string) => (documentedCharacters.test(text) ? text : undefined);

/** Eight hex digits and six are as good as seventeen; only what does not look like an id at all is malformed. */
export const referenceForms: Forms = {
  protocol: standardForms.protocol,
  ipv4Cidr: standardForms.ipv4Cidr,
  ipv6Cidr: standardForms.ipv6Cidr,
  userId: standardForms.userId,
  groupId: id('sg-'),
  ruleId: id('sgr-'),
  prefixListId: id('pl-'),
  vpcId: id('vpc-'),
  description: documented,
  groupDescription: documented,
  // Documented are 127 characters; EC2 has long taken 128.
  tagKey: (text) => (text.length <= 128 && !text.startsWith('aws:') ? text : undefined),
  tagValue: (text) => (text.length <= 256 ? text : undefined),
  groupName: (text) => (text !== '' && !text.startsWith('sg-') ? documented(text) : undefined),
};
