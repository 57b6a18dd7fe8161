/** Versions of the suite as requirements name them: `major.minor`, since a patch adds no requirement. */

/** The version of the first requirements. */
export const firstVersion = '0.1';

/** Whether the text is a version, `major.minor`. */
export function isSuiteVersion(text: string): boolean {
  return /^(?:0|[1-9]\d{0,3})\.(?:0|[1-9]\d{0,3})$/.test(text);
}

/** By their numbers: 0.10 is newer than 0.9. */
export function isNewer(one: string, other: string): boolean {
  const [major = 0, minor = 0] = one.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major > otherMajor || (major === otherMajor && minor > otherMinor);
}
