/** Reads the two lists in the response to a revoke: the rules that it revoked, and the permissions that it did not know. */
import type { Outcome, SuccessOutcome } from '../../checks/outcome.ts';
import { childNamed } from '../../checks/response-tree.ts';
import type { XmlElement } from '../../wire/xml/xml-read.ts';

/** One item of revokedSecurityGroupRuleSet: each member's text as given in the response, undefined when absent. */
export interface RevokedItem {
  readonly element: XmlElement;
  readonly securityGroupRuleId?: string;
  readonly groupId?: string;
  readonly isEgress?: string;
  readonly ipProtocol?: string;
  readonly fromPort?: string;
  readonly toPort?: string;
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListId?: string;
  readonly referencedGroupId?: string;
  readonly description?: string;
}

/** Name of a member of an item of revokedSecurityGroupRuleSet. */
export type RevokedMember = Exclude<keyof RevokedItem, 'element'>;

const memberNames: ReadonlySet<string> = new Set<RevokedMember>([
  'securityGroupRuleId',
  'groupId',
  'isEgress',
  'ipProtocol',
  'fromPort',
  'toPort',
  'cidrIpv4',
  'cidrIpv6',
  'prefixListId',
  'referencedGroupId',
  'description',
]);

/** The items of revokedSecurityGroupRuleSet, as elements; undefined when the response has no such element. */
export function revokedElements({ root }: SuccessOutcome): readonly XmlElement[] | undefined {
  return childNamed(root, 'revokedSecurityGroupRuleSet')?.children;
}

/** An item with its members. Of several members of one name the first counts. */
export function readRevokedItem(element: XmlElement): RevokedItem {
  const item: { element: XmlElement } & { [member in RevokedMember]?: string } = { element };
  for (const { localName, text } of element.children) {
    if (isRevokedMember(localName) && item[localName] === undefined) item[localName] = text.trim();
  }
  return item;
}

function isRevokedMember(name: string): name is RevokedMember {
  return memberNames.has(name);
}

/** How many items unknownIpPermissionSet has; 0 in a response without one. */
export function unknownCount(outcome: Outcome): number {
  return outcome.kind === 'success' ? (childNamed(outcome.root, 'unknownIpPermissionSet')?.children.length ?? 0) : 0;
}
