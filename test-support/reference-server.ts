/** A small client for this folder's tests: one signed call over real HTTP, read with plain text patterns. */

import { type Reference, type ReferenceOptions, startReference } from '../harness/reference/reference.ts';
import { createSender, type Sender } from '../harness/wire/http.ts';
import type { HttpRequest } from '../harness/wire/message.ts';
import { encodeForm } from '../harness/wire/query.ts';
import { buildRequest } from '../harness/wire/request.ts';
import { type SignOptions, sign } from '../harness/wire/signing/sign.ts';

/** A response, read with text patterns. */
export interface Reply {
  readonly status: number;
  /** Error code; empty on success. */
  readonly code: string;
  readonly body: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** Identity, method and signing of a request. */
export interface Asking {
  readonly as?: 'main' | 'denied' | 'session';
  readonly method?: 'POST' | 'GET';
  readonly headers?: Readonly<Record<string, string>>;
  readonly sign?: Partial<SignOptions>;
  /** Changes the signed request. */
  readonly alter?: (request: HttpRequest) => HttpRequest;
  readonly unsigned?: boolean;
}

/** Parameters by wire names. */
export type Parameters = Readonly<Record<string, string>>;

/** A running reference target and a way to call it. */
export class Bench {
  readonly target: Reference;
  readonly #sender: Sender;

  private constructor(target: Reference) {
    this.target = target;
    this.#sender = createSender({
      endpoint: target.endpoint,
      timeoutMs: 10_000,
      maxResponseBytes: 10_000_000,
      maxSockets: 20,
    });
  }

  static async start(options: ReferenceOptions = {}): Promise<Bench> {
    return new Bench(await startReference(options));
  }

  async close(): Promise<void> {
    this.#sender.close();
    await this.target.close();
  }

  /** One call with the newest Version. */
  call(Action: string, parameters: Parameters = {}, asking: Asking = {}): Promise<Reply> {
    return this.form(encodeForm(Object.entries({ Action, Version: '2016-11-15', ...parameters })), asking);
  }

  /** One call with this text as its form. */
  form(form: string, asking: Asking = {}): Promise<Reply> {
    const { endpoint, region } = this.target;
    const method = asking.method ?? 'POST';
    const place = method === 'GET' ? { query: form } : { body: form };
    const request = buildRequest({ endpoint, method, ...place, headers: asking.headers ?? {} });
    const signed = asking.unsigned
      ? request
      : sign(request, {
          credentials: this.target.credentials[asking.as ?? 'main'],
          region,
          service: 'ec2',
          date: new Date(),
          place: 'header',
          ...asking.sign,
        });
    return this.send(asking.alter?.(signed) ?? signed);
  }

  async send(request: HttpRequest): Promise<Reply> {
    const { response, failure } = await this.#sender.send(request);
    if (response === undefined) throw new Error(`no response: ${failure?.explanation}`);
    const body = response.body.toString('utf8');
    return {
      status: response.status,
      code: elementText(body, 'Code') ?? '',
      body,
      headers: new Map(response.headers.map(([name, value]) => [name.toLowerCase(), value])),
    };
  }

  /** A new group with these ingress permissions, in the default VPC unless another is named. */
  async group(permissions: Parameters = {}, VpcId?: string): Promise<string> {
    const name = `group ${Math.random()}`;
    const where = VpcId === undefined ? {} : { VpcId };
    const created = await this.call('CreateSecurityGroup', { GroupName: name, GroupDescription: 'test', ...where });
    const GroupId = elementText(created.body, 'groupId') ?? '';
    if (Object.keys(permissions).length > 0) {
      const authorized = await this.call('AuthorizeSecurityGroupIngress', { GroupId, ...permissions });
      if (authorized.status !== 200) throw new Error(`set-up: ${authorized.body}`);
    }
    return GroupId;
  }

  async vpc(): Promise<string> {
    return elementText((await this.call('CreateVpc', { CidrBlock: '10.0.0.0/16' })).body, 'vpcId') ?? '';
  }

  /** The rules of a group as short lines, sorted: `ingress tcp 22-22 192.0.2.0/24 office`. */
  async rules(groupId: string): Promise<readonly string[]> {
    const filter = { 'Filter.1.Name': 'group-id', 'Filter.1.Value.1': groupId };
    const described = await this.call('DescribeSecurityGroupRules', filter);
    return itemTexts(described.body)
      .map((item) => {
        const value = (name: string) => elementText(item, name);
        const direction = value('isEgress') === 'true' ? 'egress' : 'ingress';
        const reference = elementText(
          /<referencedGroupInfo>.*?<\/referencedGroupInfo>/s.exec(item)?.[0] ?? '',
          'groupId',
        );
        const source = value('cidrIpv4') ?? value('cidrIpv6') ?? value('prefixListId') ?? reference;
        const ports = `${value('fromPort')}-${value('toPort')}`;
        return [direction, value('ipProtocol'), ports, source, value('description')].filter(Boolean).join(' ');
      })
      .sort();
  }
}

/** The text of the first element of that name. */
export function elementText(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

/** The outermost `item` elements. */
export function itemTexts(xml: string): readonly string[] {
  const depthOne = /\n {8}<item>.*?\n {8}<\/item>/gs;
  return xml.match(depthOne) ?? [];
}

/** `IpPermissions.N` with one IPv4 range. */
export function ipv4Permission(index: number, protocol: string, from: string, to: string, cidr: string): Parameters {
  return {
    [`IpPermissions.${index}.IpProtocol`]: protocol,
    [`IpPermissions.${index}.FromPort`]: from,
    [`IpPermissions.${index}.ToPort`]: to,
    [`IpPermissions.${index}.IpRanges.1.CidrIp`]: cidr,
  };
}
