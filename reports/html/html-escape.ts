/** What keeps a target's text from becoming a part of an HTML page. */
import { createHash } from 'node:crypto';
import { visible } from '../../harness/transcript/visible-text.ts';

/** For text and for attributes in either kind of quotes. */
export function escapeHtml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** How a content security policy names a style sheet or a script that it allows. */
export function styleHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
