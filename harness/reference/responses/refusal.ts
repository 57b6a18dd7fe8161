/** What the reference answers when it does not do what was asked. */

/**
 * An error response on its way to the client; thrown by any step of a call and rendered by the server. Not a mistake of
 * ours: those are ordinary Errors, and answered with 500.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** HTTP status. */
  readonly status: number;
  /** As on the wire, without a `Client.` prefix. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
