import { describe, expect, it } from 'vitest';
import { readStrictly } from '../../harness/wire/xml/xml-strict.ts';
import { linearFit } from './linear-fit.ts';
import { renderPlot } from './plot.ts';

const points = [0, 10, 50, 100].map((x) => ({ x, y: 2 * x + 20 }));
const svg = renderPlot({ title: 'cases & <time>', x: 'cases', y: 'ms', points, fit: linearFit(points) });

describe('a plot', () => {
  it('is well-formed, whatever its title says', () => {
    expect(readStrictly(Buffer.from(svg), 'image/svg+xml').kind).toBe('well-formed');
    expect(svg).toContain('<title>cases &amp; &lt;time&gt;</title>');
  });

  it('shows each point, on the line where the line fits', () => {
    const circles = [...svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    const [from = [], to = []] = (/points="([^"]+)"/.exec(svg)?.[1] ?? '')
      .split(' ')
      .map((pair) => pair.split(',').map(Number));

    expect(circles).toHaveLength(4);
    expect(circles[0]).toEqual(from);
    expect(circles[3]).toEqual(to);
  });

  it('ends its axes at round numbers that cover everything', () => {
    const labels = [...svg.matchAll(/>([\d,.]+)<\/text>/g)].map(([, text]) => text);

    expect(labels).toEqual(expect.arrayContaining(['0', '50', '100', '250']));
  });
});
