/** Calls of an emulator's other services (IAM, STS), for the identities that a run needs; only while nobody checks signatures. */

/** Endpoint, region and name of a Query service. */
export interface QueryService {
  readonly endpoint: string;
  readonly region: string;
  /** Emulators of several services find the one that is meant by this word of the credential scope. */
  readonly service: 'iam' | 'sts';
  readonly version: string;
}

/** The answer's body. Throws when the response is no success. */
export async function callService(
  { endpoint, region, service, version }: QueryService,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams({ Version: version, ...parameters }),
  });
  const body = await response.text();
  if (!response.ok) {
    throw new Error(`${service}: ${parameters['Action']} got ${response.status}: ${body.slice(0, 300)}`);
  }
  return body;
}

/** Text of the first element of that name. Throws when there is none. */
export function textIn(xml: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]+)</${element}>`).exec(xml)?.[1];
  if (text === undefined) {
    throw new Error(`the response has no ${element}: ${xml.slice(0, 300)}`);
  }
  return text;
}
