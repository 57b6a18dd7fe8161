/** Keys a request is signed with. Never printed: what leaves the process goes through the transcript's redaction. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
