/** Every published report, servers first, as the site shows them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../reports/report.ts';
import { clientPeers } from '../../test-support/peers/clients/client-peers.ts';
import { publishedFolder, readPublished } from '../published/published.ts';
import { readPublishedClient } from '../published/published-client.ts';

/** One published report. */
export interface SiteReport {
  /** Name of its page without extension: `moto-5.2.5-auth`. */
  readonly id: string;
  /** `moto 5.2.5, auth mode` */
  readonly name: string;
  readonly report: Report;
  /** What a person found on reading each failure, by requirement. */
  readonly readings: Readonly<Record<string, string>>;
}

/** Those that lie in reports/published. */
export function publishedReports(): readonly SiteReport[] {
  const servers = readPublished().map(
    ({ peer, report, readings }): SiteReport => ({ id: peer.id, name: peer.name, report, readings }),
  );
  const clients = clientPeers.flatMap((peer): readonly SiteReport[] => {
    const report = readPublishedClient(peer);
    if (report === undefined) return [];
    return [{ id: `client-${peer.id}`, name: peer.name, report, readings: readingsOf(join('clients', peer.id)) }];
  });
  return [...servers, ...clients];
}

function readingsOf(folder: string): SiteReport['readings'] {
  const file = join(publishedFolder, folder, 'readings.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SiteReport['readings']) : {};
}
