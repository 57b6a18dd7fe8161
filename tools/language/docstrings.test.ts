import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';

const root = packageRoot();

/** Folders in which every export has a docstring. */
const documented = ['harness', 'reports', 'suites'];
