/** Colours for text on a terminal. */

/** What has to be known of a stream: whether it is a terminal. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Functions that colour a text, or return it unchanged. */
export interface Painter {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly open: (text: string) => string;
  readonly strong: (text: string) => string;
}

/** Only on a terminal that is not `dumb`, and never when NO_COLOR holds anything (no-color.org). */
export function wantsColour(stream: Terminal, environment: Environment): boolean {
  return stream.isTTY === true && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
}

/** The basic colours that every terminal shows on light and dark ground. */
export function painter(colour: boolean): Painter {
  const paint = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { good: paint(32), bad: paint(31), open: paint(33), strong: paint(1) };
}
