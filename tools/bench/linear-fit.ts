/** How well a straight line predicts a cost. */

/** A measurement: size and cost. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A fitted straight line and how well it fits. */
export interface LinearFit {
  /** What it costs at nought. */
  readonly intercept: number;
  /** What each further unit costs. */
  readonly slope: number;
  /** Share of the variance that the line explains, at most 1. */
  readonly r2: number;
  /** Slope of the upper half of the points over that of the lower half: 1 on a line, about 3 on a parabola. */
  readonly bend: number;
}

/** Least squares. Throws a RangeError for fewer than four points, which show no curvature. */
export function linearFit(points: readonly Point[]): LinearFit {
  if (points.length < 4) throw new RangeError('a bend shows in four points at least');
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const { slope, intercept } = line(sorted);
  const mean = sum(sorted.map(({ y }) => y)) / sorted.length;
  const left = sum(sorted.map(({ x, y }) => (y - intercept - slope * x) ** 2));
  const all = sum(sorted.map(({ y }) => (y - mean) ** 2));
  const half = Math.ceil(sorted.length / 2);
  const lower = line(sorted.slice(0, half + (sorted.length % 2 === 0 ? 1 : 0)));
  const upper = line(sorted.slice(half - 1));
  return { intercept, slope, r2: all === 0 ? 1 : 1 - left / all, bend: upper.slope / lower.slope };
}

function line(points: readonly Point[]): { readonly slope: number; readonly intercept: number } {
  const meanX = sum(points.map(({ x }) => x)) / points.length;
  const meanY = sum(points.map(({ y }) => y)) / points.length;
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / sum(points.map(({ x }) => (x - meanX) ** 2));
  return { slope, intercept: meanY - slope * meanX };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
