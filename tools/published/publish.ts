/** Publishes a result: stores its report, and renders `published/<peer>/summary.md` of every peer and a page over all. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../reports/report.ts';
import type { ServerPeer } from '../../test-support/peers/server-peer.ts';
import { familySet, type Published, publishedFolder, readPublished, renderStored } from './published.ts';
import { renderMatrix } from './published-matrix.ts';
import { renderPublishedSummary } from './published-summary.ts';

/** Writes the report and renders every page again. */
export function publish(peer: ServerPeer, report: Report): void {
  mkdirSync(join(publishedFolder, peer.id), { recursive: true });
  writeFileSync(join(publishedFolder, peer.id, 'report.json'), renderStored(report));
  for (const [path, text] of renderPages(readPublished())) {
    writeFileSync(join(publishedFolder, path), text);
  }
}

/** Path below the folder to text: one summary for each peer, and a page over all peers of each operation. */
export function renderPages(all: readonly Published[]): readonly (readonly [string, string])[] {
  return [
    ...all.map((one) => [join(one.peer.id, 'summary.md'), renderPublishedSummary(one)] as const),
    ...[...new Set(all.map(({ peer }) => peer.operation))].map((operation) => {
      const some = all.filter(({ peer }) => peer.operation === operation);
      return [pageOf(operation), renderMatrix(some, pagesBeside(operation, all))] as const;
    }),
  ];
}

function pageOf(operation: string | undefined): string {
  return operation === undefined ? 'README.md' : `${operation}.md`;
}

/** The first page names those of the other operations. */
function pagesBeside(operation: string | undefined, all: readonly Published[]): readonly string[] {
  const others = [...all.flatMap(({ peer }) => peer.operation ?? []), familySet];
  return operation === undefined ? [...new Set(others)].map((other) => `[${other}](${pageOf(other)})`) : [];
}
