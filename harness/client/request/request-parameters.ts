/** The parameters of a captured request: body and query decoded into one list, the signature's own put aside. */

import type { HttpRequest } from '../../wire/message.ts';
import { headerValue } from '../../wire/message.ts';
import { decodeForm, type FormProblem, type Pair } from '../../wire/query.ts';
import { splitTarget } from '../../wire/signing/canonical-request.ts';

/** The decoded parameters of a request, and what could not be decoded. */
export interface RequestParameters {
  /** Query first, then body, each in its order, without those of the signature. */
  readonly pairs: readonly Pair[];
  readonly problems: readonly FormProblem[];
}

/** Names that sign a request, of version 4 in the query and of version 2. */
const signing =
  /^(X-Amz-.*|AWSAccessKeyId|Signature|SignatureMethod|SignatureVersion|SecurityToken|Timestamp|Expires)$/i;

/** A form by its own text: whether it is said to be one is judged by itself. */
const asForm = /(^|&)Action=/;

/** A body counts when it is said to be a form, is not said to be anything, or is one all the same. */
export function requestParameters(request: HttpRequest): RequestParameters {
  const query = decodeForm(splitTarget(request.target).query);
  const type = headerValue(request.headers, 'content-type');
  const text = request.body.toString('utf8');
  const isForm = type === undefined || /x-www-form-urlencoded/i.test(type) || asForm.test(text);
  const body = isForm ? decodeForm(text) : { pairs: [], problems: [] };
  return {
    pairs: [...query.pairs, ...body.pairs].filter(([name]) => !signing.test(name)),
    problems: [...query.problems, ...body.problems],
  };
}

/** The value of the first parameter of this name. */
export function parameter(parameters: RequestParameters, name: string): string | undefined {
  return parameters.pairs.find(([given]) => given === name)?.[1];
}
