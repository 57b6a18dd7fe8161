/** One command of a history as a step of a case: what is sent, and every outcome that the model permits. */
import { type Grouping, permissionPairs } from '../arbitraries/grouping.ts';
import type { Command, History, RuleName, SingleCommand } from '../arbitraries/history.ts';
import type { Answer, Outcome } from '../arbitraries/history-model.ts';
import { authorizeAction } from '../target/groups.ts';
import type { ExpectedAnswer, FixtureRule, NamedRules, Send, Step } from './fixture.ts';
import type { Operation } from './operation.ts';

/** `outcomes`: those that the model permits. The rules of other places stand after each of them. */
export function stepOf(
  { rules, elsewhere }: Pick<History, 'rules' | 'elsewhere'>,
  command: Command,
  outcomes: readonly Outcome[],
  operation: Operation,
): Step {
  const others = Object.keys({ ...elsewhere?.opposite, ...elsewhere?.peer });
  const expect = outcomes.map(({ answers: [answer], standing: after }) =>
    expectedAnswer(answer, [...after, ...others]),
  );
  if (command.kind !== 'concurrently') {
    return { send: sendOf(rules, command, operation), expect };
  }
  const [one, other] = command.commands;
  return { send: sendOf(rules, one, operation), beside: sendOf(rules, other, operation), expect };
}

/** Which code a refusal has is for the fixtures to judge; here a refusal is a refusal. */
function expectedAnswer(answer: Answer | undefined, after: readonly RuleName[]): ExpectedAnswer {
  switch (answer?.kind) {
    case 'refused':
      return { answer: 'refused', status: ['4xx'], code: ['*'], after };
    case 'dry-run':
      return { answer: 'dry run', status: ['412'], code: ['DryRunOperation'], after };
    default:
      return { answer: answer?.kind ?? 'answered', status: ['200'], after };
  }
}

function sendOf(rules: NamedRules, command: SingleCommand, { action, direction }: Operation): Send {
  switch (command.kind) {
    case 'describe':
      return { action: 'DescribeSecurityGroups', params: { 'GroupId.1': '{main}' } };
    case 'authorize':
      return byPermissions(authorizeAction(direction), pick(rules, command.rules), command.grouping);
    case 'revoke': {
      const wanted = pick(rules, command.rules);
      const named = command.descriptions === 'repeated' ? wanted : wanted.map(withoutDescription);
      return byPermissions(action, named, command.grouping);
    }
    case 'dry-run': {
      const send = byPermissions(action, pick(rules, command.rules).map(withoutDescription), command.grouping);
      return { ...send, params: { ...send.params, DryRun: 'true' } };
    }
    case 'revoke-by-ids':
      return {
        params: {
          GroupId: '{main}',
          ...numbered(
            'SecurityGroupRuleId',
            command.rules.map((name) => `{rule:${name}}`),
          ),
        },
      };
    case 'revoke-flat': {
      const { Description: _, ...flat } = rules[command.rules[0]] ?? { IpProtocol: '-1' };
      return { params: { GroupId: '{main}', ...flat } };
    }
  }
}

function byPermissions(action: string, rules: readonly FixtureRule[], how: Grouping): Send {
  return { action, params: { GroupId: '{main}', ...Object.fromEntries(permissionPairs(rules, how)) } };
}

function pick(rules: NamedRules, names: readonly RuleName[]): readonly FixtureRule[] {
  return names.flatMap((name) => rules[name] ?? []);
}

function withoutDescription({ Description: _, ...rule }: FixtureRule): FixtureRule {
  return rule;
}

function numbered(name: string, values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
}
