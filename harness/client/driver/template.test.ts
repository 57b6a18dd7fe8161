import { expect, test } from 'vitest';
import { fillTemplate, inputArguments, isTemplate } from './template.ts';

const input = { GroupId: 'sg-1', SecurityGroupRuleIds: ['a', 'b'], IpPermissions: [{ FromPort: 0 }], DryRun: false };
const filling = { input, endpoint: 'http://127.0.0.1:1', file: () => '/somewhere/input-1.json' };

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
