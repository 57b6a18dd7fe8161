/** A counterexample in so few words that it fits into a row of a table. */
import type { FixtureRule, Given, NamedRules } from '../../harness/cases/given.ts';
import type { CaseResult } from '../../harness/checks/case-result.ts';
import { givenNumbers } from '../../harness/security-groups/cases/named-rules.ts';

/** A counterexample in one line, for a baseline. */
export interface ShortCounterexample {
  /** The rules and the last request, shortened. */
  readonly counterexample: string;
  /** Requests under test. */
  readonly commands: number;
  /** Rules that exist at first. */
  readonly rules: number;
}

/** Rules that are written out; of more only their number is given. */
const mostRules = 3;

const longest = 200;

/** Shortens given rules and last request of a case to one line. */
export function counterexampleOf({ given, sent }: Pick<CaseResult, 'given' | 'sent'>): ShortCounterexample {
  const { main = {}, peer = {} } = (given ?? {}) as Given;
  const places = [main.ingress, main.egress, peer.ingress, peer.egress];
  const all = places.flatMap((named: NamedRules | undefined) => Object.values(named ?? {}));
  const existing = all.length > mostRules ? `${all.length} rules` : all.map(ruleText).join('; ') || 'no rule';
  const requests = sent.split('\n\nthen\n');
  const text = `${existing}. ${requestText(requests.at(-1) ?? '')}`;
  return {
    counterexample: text.length > longest ? `${text.slice(0, longest - 1)}…` : text,
    commands: requests.length,
    rules: all.length,
  };
}

/** `tcp 443 192.0.2.0/24 "office"`. */
function ruleText(rule: FixtureRule): string {
  const { IpProtocol, FromPort: _, ToPort: __, Description, ...source } = rule;
  const text = Description === undefined ? [] : [JSON.stringify(shortened(Description, 30))];
  return [`${IpProtocol}${givenNumbers(rule)}`, ...Object.values(source), ...text].join(' ');
}

/** Without the group, which is always the same, and with the names' common beginnings left out. */
function requestText(sent: string): string {
  const [head = '', ...params] = sent.split('\n');
  const action = head.replace('RevokeSecurityGroupIngress', 'Revoke').replace(' (POST)', '');
  const rest = params
    .filter((line) => !/^GroupId=sg-[0-9a-f]+$/.test(line))
    .map((line) => line.replace(/^IpPermissions\.1\./, '').replace(/^IpPermissions\./, ''))
    .map((line) => shortened(line, 60));
  return [action, ...rest].join(' ');
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
