import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serverPeers } from '../../test-support/peers/server-peers.ts';
import { packageRoot } from '../package/package-root.ts';
import { readTargetFile } from './connection/target-file.ts';

const folder = join(packageRoot(), 'targets');
const files = readdirSync(folder);

it.each(files)('%s names a loopback endpoint and a region', (file) => {
  const { name, endpoint, region } = readTargetFile(join(folder, file));

  expect(file).toBe(`${name}.json`);
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(region).toBe('us-east-1');
});

it('there is a target file for every server with published results', () => {
  const served = new Set(serverPeers.map(({ id }) => `${id.split('-')[0]}.json`));

  expect([...served].toSorted()).toStrictEqual(files.toSorted());
});
