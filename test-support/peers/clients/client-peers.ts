/** The clients that we ship adapters for, at the versions that their manifests under adapters/ pin. */
import { join } from 'node:path';
import type { ClientPeer } from './client-peer.ts';
import { adapterFolder, goAdapter, mavenAdapter, npmAdapter, pythonAdapter, pythonClient } from './toolchains.ts';

/** Members that the models of these old clients do not have. */
const beforeRuleIds = ['SecurityGroupRuleIds', 'RevokedSecurityGroupRules'];

/** The clients that results are published of. */
export const clientPeers: readonly ClientPeer[] = [
  {
    id: 'javascript-v3-3.1169.0',
    name: '@aws-sdk/client-ec2 3.1169.0',
    about: '@aws-sdk/client-ec2 3.1169.0 from npm, by the resident driver adapters/javascript-v3',
    install: () => npmAdapter('javascript-v3'),
  },
  {
    id: 'javascript-v2-2.1693.0',
    name: 'aws-sdk 2.1693.0',
    about:
      'aws-sdk 2.1693.0 from npm, which has reached its end of support, by the resident driver adapters/javascript-v2',
    install: () => npmAdapter('javascript-v2'),
  },
  {
    id: 'boto3-1.44.5',
    name: 'boto3 1.44.5',
    about: 'boto3 1.44.5 from PyPI, by the resident driver adapters/boto3',
    install: async () => [join(await pythonAdapter('boto3'), 'python'), join(adapterFolder('boto3'), 'driver.py')],
  },
  {
    id: 'aws-cli-1.46.3',
    name: 'AWS CLI 1.46.3',
    about: 'awscli 1.46.3 from PyPI, without a driver: one command for each case, with its input as JSON',
    install: async () => [
      join(await pythonAdapter('aws-cli'), 'aws'),
      ...['ec2', '{operation}', '--no-paginate', '--cli-input-json', '{json}'],
    ],
  },
  {
    id: 'go-v2-1.340.0',
    name: 'aws-sdk-go-v2/service/ec2 1.340.0',
    about: 'github.com/aws/aws-sdk-go-v2/service/ec2 v1.340.0, by the resident driver adapters/go-v2',
    install: () => goAdapter('go-v2'),
  },
  {
    id: 'java-2-2.40.0',
    name: 'AWS SDK for Java 2.40.0',
    about: 'software.amazon.awssdk:ec2 2.40.0 from Maven Central, by the resident driver adapters/java-2',
    install: () => mavenAdapter('java-2', 'adapter.Driver'),
  },
  {
    id: 'boto3-1.16.63',
    name: 'boto3 1.16.63',
    about: 'boto3 1.16.63 of January 2021 from PyPI, by the resident driver adapters/boto3',
    lacks: beforeRuleIds,
    install: async () => [
      join(await pythonClient('boto3', '1.16.63'), 'python'),
      join(adapterFolder('boto3'), 'driver.py'),
    ],
  },
  {
    id: 'aws-cli-1.18.223',
    name: 'AWS CLI 1.18.223',
    about: 'awscli 1.18.223 of January 2021 from PyPI, without a driver, with its endpoint as an option',
    lacks: beforeRuleIds,
    install: async () => [
      join(await pythonClient('awscli', '1.18.223'), 'aws'),
      ...['ec2', '{operation}', '--no-paginate', '--endpoint-url', '{endpoint}', '--cli-input-json', '{json}'],
    ],
  },
  {
    id: 'javascript-v3-3.18.0',
    name: '@aws-sdk/client-ec2 3.18.0',
    about: '@aws-sdk/client-ec2 3.18.0 of June 2021 from npm, by the resident driver adapters/javascript-v3-2021',
    lacks: beforeRuleIds,
    install: () => npmAdapter('javascript-v3-2021'),
  },
];

const compared: ReadonlySet<string> = new Set([
  ...['javascript-v3-3.1169.0', 'boto3-1.44.5', 'aws-cli-1.46.3', 'go-v2-1.340.0'],
]);

/** The clients that are compared by all operations that read or change security-group rules. */
export const familyClients: readonly ClientPeer[] = clientPeers.filter(({ id }) => compared.has(id));
