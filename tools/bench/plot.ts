/** Points and the line through them as SVG: reads in light and dark, needs no script and no font of its own. */
import type { LinearFit, Point } from './linear-fit.ts';

/** Title, axes, points and line of a plot. */
export interface Plot {
  readonly title: string;
  /** What the axes show, with the unit. */
  readonly x: string;
  readonly y: string;
  readonly points: readonly Point[];
  readonly fit: LinearFit;
}

const size = { width: 640, height: 360 };
const frame = { left: 76, right: 620, top: 44, bottom: 306 };
const ink = '#6b7280';

/** The plot as SVG. */
export function renderPlot({ title, x, y, points, fit }: Plot): string {
  const xTicks = ticks(Math.max(...points.map((point) => point.x)));
  const yTicks = ticks(Math.max(...points.map((point) => point.y)));
  const [lastX = 1, lastY = 1] = [xTicks.at(-1), yTicks.at(-1)];
  const atX = (value: number) => round(frame.left + (value / lastX) * (frame.right - frame.left));
  const atY = (value: number) => round(frame.bottom - (value / lastY) * (frame.bottom - frame.top));
  const ends = [0, lastX].map((value) => [atX(value), atY(fit.intercept + fit.slope * value)]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<text x="${frame.left}" y="24" font-size="15" fill="${ink}">${escaped(title)}</text>`,
    ...yTicks.flatMap((tick) => [
      `<line x1="${frame.left}" x2="${frame.right}" y1="${atY(tick)}" y2="${atY(tick)}" stroke="${ink}" stroke-opacity="0.25"/>`,
      `<text x="${frame.left - 8}" y="${atY(tick) + 4}" text-anchor="end" fill="${ink}">${labelText(tick)}</text>`,
    ]),
    ...xTicks.map(
      (tick) =>
        `<text x="${atX(tick)}" y="${frame.bottom + 18}" text-anchor="middle" fill="${ink}">${labelText(tick)}</text>`,
    ),
    `<text x="${frame.right}" y="${frame.bottom + 38}" text-anchor="end" fill="${ink}">${escaped(x)}</text>`,
    `<text x="${frame.left}" y="${frame.bottom + 38}" fill="${ink}">${escaped(y)}</text>`,
    `<polyline points="${ends.map((end) => end.join(',')).join(' ')}" fill="none" stroke="#2563eb" stroke-width="1.5" stroke-dasharray="5 4"/>`,
    ...points.map((point) => `<circle cx="${atX(point.x)}" cy="${atY(point.y)}" r="4" fill="#2563eb"/>`),
    '</svg>',
    '',
  ].join('\n');
}

/** From nought to the first round number that covers the largest value, in four to ten steps. */
function ticks(most: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [0.1, 0.2, 0.5, 1].map((part) => part * power).find((one) => most / one <= 10) ?? power;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

function labelText(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
