/** Where a piece of evidence can be read, short enough for a list. */
import type { Evidence } from '../../harness/register/requirement.ts';

/** `recorded, https://…`: the grade, then the source on one line. */
export function sourceText({ grade, source }: Evidence): string {
  return `${grade}, ${source.replace(/\s+/g, ' ').replace(/[|]/g, '\\|')}`;
}
