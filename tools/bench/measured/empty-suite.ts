import { test } from 'vitest';

// Costs what vitest costs before it has done anything for us; see empty-run.ts.
test('nothing', () => {});
