/** Versions of the suite that `--suite-version` goes back to, the oldest first; the last is that of this package. */
export const suiteVersions = ['0.1'] as const;
