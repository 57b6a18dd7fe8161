/** Asks a person before something is changed that is not on this machine. */
import type { Context } from './context.ts';
import { UsageMistake } from './usage-mistake.ts';

/**
 * True when it may go on: with `--yes`, or when someone at a terminal says so. Throws UsageMistake where nobody can be
 * asked. `what`: a clause, `start testing https://ec2.eu-west-1.amazonaws.com`.
 */
export async function hasConsent(what: string, yes: boolean, context: Context): Promise<boolean> {
  if (yes) {
    return true;
  }
  if (context.ask === undefined) {
    throw new UsageMistake(`There is no terminal to ask whether to ${what}. Give --yes to do it without asking.`);
  }
  const answer = await context.ask(`${capitalised(what)}? [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
