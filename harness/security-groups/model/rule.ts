/** A security-group rule as EC2 stores it: one protocol, one port range, one source. */

/** `ingress`: inbound; `egress`: outbound. */
export type Direction = 'ingress' | 'egress';

/** `default`: a group of the account's default VPC; `nondefault`: of any other VPC. */
export type VpcKind = 'default' | 'nondefault';

/** The source of an inbound rule, or the destination of an outbound one. */
export type Source =
  | { readonly kind: 'ipv4'; readonly cidr: string }
  | { readonly kind: 'ipv6'; readonly cidr: string }
  | { readonly kind: 'prefix-list'; readonly prefixListId: string }
  | { readonly kind: 'group'; readonly groupId: string; readonly userId?: string };

/** A security-group rule in canonical form. */
export interface Rule {
  /** Canonical: `tcp`, `udp`, `icmp`, `icmpv6`, `-1`, or a number without a name as text (`47`). */
  readonly protocol: string;
  /** Start port or ICMP type; undefined for `-1` and for protocols without ports. */
  readonly fromPort?: number;
  /** End port or ICMP code; undefined for `-1` and for protocols without ports. */
  readonly toPort?: number;
  readonly source: Source;
  readonly description?: string;
}
