import { expect, test } from 'vitest';
import { fillTemplate, inputArguments, isTemplate, namesOperation } from './template.ts';

const input = { GroupId: 'sg-1', SecurityGroupRuleIds: ['a', 'b'], IpPermissions: [{ FromPort: 0 }], DryRun: false };
const filling = {
  operation: 'ModifySecurityGroupRules',
  input,
  endpoint: 'http://127.0.0.1:1',
  file: () => '/somewhere/input-1.json',
};

test.each([
  [['aws', 'ec2', '--cli-input-json', '{json}'], true],
  [['tool', 'file://{file}'], true],
  [['tool', '{args}'], true],
  [['node', 'driver.mjs', '{endpoint}'], false],
] as const)('%j is a template: %s', (command, expected) => {
  expect(isTemplate(command)).toBe(expected);
});

test('placeholders are filled within arguments, and nothing else is touched', () => {
  const filled = fillTemplate(['tool', '--in={json}', 'file://{file}', '{endpoint}/x', '{other}', '$HOME'], filling);

  expect(filled).toEqual([
    'tool',
    `--in=${JSON.stringify(input)}`,
    'file:///somewhere/input-1.json',
    'http://127.0.0.1:1/x',
    '{other}',
    '$HOME',
  ]);
});

test('an operation has its own name and that of the AWS CLI', () => {
  const command = ['tool', '{operation}', '--do={action}', '{json}'];

  expect(namesOperation(command)).toBe(true);
  expect(namesOperation(['tool', '{json}'])).toBe(false);
  expect(fillTemplate(command, { ...filling, input: { GroupName: '{action}' } })).toEqual([
    ...['tool', 'modify-security-group-rules', '--do=ModifySecurityGroupRules', '{"GroupName":"{action}"}'],
  ]);
});

test('a dollar sign in the input is not read as part of the template', () => {
  const [, filled] = fillTemplate(['tool', '{json}'], { ...filling, input: { GroupName: "$& $1 $' {file}" } });

  expect(filled).toBe(`{"GroupName":"$& $1 $' {file}"}`);
});

test('arguments are in the manner of the AWS CLI', () => {
  expect(inputArguments(input)).toEqual([
    ...['--group-id', 'sg-1', '--security-group-rule-ids', 'a', 'b'],
    ...['--ip-permissions', '[{"FromPort":0}]', '--no-dry-run'],
  ]);
});
