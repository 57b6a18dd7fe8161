/** A report on a target that tries to get out of whatever shows it, for tests. */
import { bounded, visible } from '../../harness/transcript/visible-text.ts';
import { assembleReport } from '../../reports/assemble.ts';
import type { Report } from '../../reports/report.ts';
import { sampleInput, sampleRequirement, sampleResult } from './sample-results.ts';

const hostile = [
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(2)>',
  `" onmouseover="alert(3)" x='`,
  ']]>&lt;![CDATA[',
  '--><!--<script>',
  'javascript:alert(4)',
  '\u001b]0;owned\u0007\u001b[2J\r\nFAIL forged/line',
  '\u202egnp.exe\u2066',
  '```\n# heading\n</details>\n@everyone ![x](http://192.0.2.1/x) \\| a | b',
  '\u0000\ufffe\ud800 \u2028 {{7*7}}',
  'x'.repeat(5_000_000),
].join('\n');

/** A report whose texts hold markup, escapes and workflow commands. */
export function hostileReport(): Report {
  const text = bounded(visible(hostile));
  return assembleReport(
    sampleInput({
      target: { endpoint: 'http://127.0.0.1:8000', name: hostile.slice(0, 400) },
      register: ['a/one', 'a/two', 'a/open'].map((id) =>
        sampleRequirement(id, id === 'a/open' ? { level: 'OBSERVE' } : {}),
      ),
      results: ['fail', 'error', 'observed'].map((verdict, index) =>
        sampleResult(['a/one', 'a/two', 'a/open'][index] ?? '', {
          verdict: verdict as 'fail',
          title: hostile,
          given: { [hostile.slice(0, 100)]: hostile.slice(0, 100) },
          sent: hostile,
          expected: hostile,
          observed: hostile,
          answer: hostile,
          reason: { kind: 'suite-error', message: hostile },
          mismatches: [{ kind: 'body', at: `Errors/${hostile.slice(0, 200)}`, expected: hostile, observed: hostile }],
          exchanges: [{ request: text, response: text, status: 200, durationMs: 1 }],
          reproduce: { curl: hostile, command: hostile },
          replay: hostile,
        }),
      ),
    }),
  );
}
