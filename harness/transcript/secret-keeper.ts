/** The secrets that one command was given, in one place: nothing that it prints or writes goes without having passed here. */
import type { Credentials } from '../wire/signing/credentials.ts';
import { withoutDigests } from './digests.ts';
import { type DisplayText, displayRequest, displayText } from './display-text.ts';
import { withoutKnown } from './known-secrets.ts';
import { redact, secretsOf } from './redact.ts';

/**
 * A real key has 16 characters or more. What is printed is mostly ours, such as endpoints and commands, and shorter values
 * (`localstack`) are words in it.
 */
const shortestPrinted = 16;

/** Knows the secrets of a process and redacts them in texts. */
export class SecretKeeper {
  #all: readonly string[] = [];
  #printed: readonly string[] = [];

  /** Keeps these, too, from now on. */
  learn(identities: readonly (Credentials | undefined)[]): void {
    const found = secretsOf(identities.filter((identity) => identity !== undefined));
    this.#all = [...new Set([...this.#all, ...found])];
    this.#printed = this.#all.filter((secret) => secret.length >= shortestPrinted);
  }

  /** Text of ours, with whatever got into it, as it may be printed. Lines and colours stay. */
  printable(text: string): string {
    return withoutKnown(text, this.#printed);
  }

  /** Text that a client said, of any length, without secrets. Digests stay: they are what its requests are judged by. */
  clean(text: string): string {
    return redact(text, this.#all);
  }

  /** Text that a server said, of any length, without secrets and signatures. */
  cleanResponse(text: string): string {
    return withoutDigests(this.clean(text));
  }

  /** What a client sent, as a quotation in a message; digests stay. */
  quoteRequest(text: string, limit?: number): DisplayText {
    return displayRequest(text, this.#all, limit);
  }

  /** Any text as a quotation in a message. */
  quote(text: string, limit?: number): DisplayText {
    return displayText(text, this.#all, [], limit);
  }
}
