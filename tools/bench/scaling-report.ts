/** The curves of the bench: a plot of each beside the page, and what the line through it says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scaling } from './measured/scaling.ts';
import { renderPlot } from './plot.ts';

/** The line has to explain nearly all, and the upper half may be little steeper than the lower: a parabola's is thrice. */
const leastR2 = 0.97;
const mostBend = 1.5;

/** Writes `bench/NAME.svg` into the folder of the page, and returns the page's part. */
export function writeScaling(folder: string, curves: readonly Scaling[]): string {
  mkdirSync(join(folder, 'bench'), { recursive: true });
  for (const { name, title, unit, points, fit } of curves) {
    const svg = renderPlot({ title, x: unit, y: 'milliseconds of a processor', points, fit });
    writeFileSync(join(folder, 'bench', `${name}.svg`), svg);
  }
  return `
## What grows with what

In milliseconds of a processor, all threads, medians; the embedded target's own work is in the first two. The line is that
of least squares; bend is the slope of its upper half over that of its lower.

| | each further one | at nought | R² | bend | |
|---|---|---|---|---|---|
${curves.map(row).join('\n')}

${curves.map(({ name, title }) => `![${title}](bench/${name}.svg)`).join('\n')}
`;
}

function row({ title, unit, points, fit }: Scaling): string {
  const most = Math.max(...points.map(({ x }) => x));
  const isLinear = fit.r2 >= leastR2 && fit.bend <= mostBend;
  return `| ${title}, to ${most.toLocaleString('en-US')} ${unit} | ${fit.slope.toPrecision(3)} ms | ${fit.intercept.toFixed(0)} ms | ${fit.r2.toFixed(3)} | ${fit.bend.toFixed(2)} | ${isLinear ? 'linear' : '**not linear**'} |`;
}
