/** The request of a history's command, and what is expected of the response. Pure. */

import type { CodeSend, CodeStep } from '../../cases/case.ts';
import type { ExpectedResponse } from '../../cases/fixture.ts';
import type { FixtureRule, NamedRules } from '../../cases/given.ts';
import { permissionPairs } from '../generators/grouping.ts';
import type { HistoryCommand, SingleCommand } from '../generators/histories/history.ts';
import { type PredictedOutcome, rulesOfCommand } from '../generators/histories/history-model.ts';
import { authorizeAction, directionOf, type GroupOperation } from '../groups.ts';

/** A command as a step of a case: its request, and every response that the model permits. */
export function stepOf(
  rules: NamedRules,
  command: HistoryCommand,
  outcomes: readonly PredictedOutcome[],
  operation: GroupOperation,
): CodeStep {
  const expect = outcomes.map(expectedResponse);
  switch (command.kind) {
    case 'concurrently': {
      const [one, other] = command.commands;
      return { send: sendOf(rules, one, operation), beside: sendOf(rules, other, operation), expect };
    }
    case 'case-request': {
      const { send, beside } = command;
      return { send, ...(beside === undefined ? {} : { beside }), expect };
    }
    default:
      return { send: sendOf(rules, command, operation), expect };
  }
}

/** Which code a refusal has is for the fixtures to judge; here a refusal is a refusal. */
function expectedResponse({ responses: [response], after }: PredictedOutcome): ExpectedResponse {
  switch (response?.kind) {
    case 'refused':
      return { answer: 'refused', status: ['4xx'], code: ['*'], after };
    case 'dry-run':
      return { answer: 'dry run', status: ['412'], code: ['DryRunOperation'], after };
    case 'stated':
      return { ...response.expected, after };
    default:
      return { answer: response?.kind ?? 'answered', status: ['200'], after };
  }
}

function sendOf(rules: NamedRules, command: SingleCommand, operation: GroupOperation): CodeSend {
  const { action } = operation;
  const byPermissions = (
    sent: string,
    { grouping }: Pick<HistoryCommand & { kind: 'authorize' }, 'grouping'>,
    isBare: boolean,
  ) => {
    const named = rulesOfCommand(command).flatMap((name) => rules[name] ?? []);
    const pairs = permissionPairs(isBare ? named.map(withoutDescription) : named, grouping);
    return { action: sent, params: { GroupId: '{main}', ...Object.fromEntries(pairs) } };
  };
  switch (command.kind) {
    case 'describe':
      return { action: 'DescribeSecurityGroups', params: { 'GroupId.1': '{main}' } };
    case 'authorize':
      return byPermissions(authorizeAction(directionOf(operation)), command, false);
    case 'revoke':
      return byPermissions(action, command, command.descriptions === 'left-out');
    case 'dry-run': {
      const send = byPermissions(action, command, true);
      return { ...send, params: { ...send.params, DryRun: 'true' } };
    }
    case 'revoke-by-ids': {
      const ids = command.rules.map((name, index) => [`SecurityGroupRuleId.${index + 1}`, `{rule:${name}}`]);
      return { params: { GroupId: '{main}', ...Object.fromEntries(ids) } };
    }
    case 'revoke-flat': {
      const { Description: _, ...flat } = rules[command.rules[0]] ?? { IpProtocol: '-1' };
      return { params: { GroupId: '{main}', ...flat } };
    }
  }
}

function withoutDescription({ Description: _, ...rule }: FixtureRule): FixtureRule {
  return rule;
}
