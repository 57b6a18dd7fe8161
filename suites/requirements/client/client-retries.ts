/** When a client tries again, and how. */
import { documented, type RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const RETRIES = documented(
  'AWS SDKs and Tools Reference Guide, Retry behavior: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
  'Throttling and transient errors of the 500 series are tried again; errors that the request caused are not',
);
const THROTTLING = documented(
  'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html',
  'A request that exceeds the limits is answered with RequestLimitExceeded and is to be tried again after a pause',
);

const HTTP = documented('RFC 9110, section 15.6', 'Statuses of the 500 series say that the server failed');

const once = (means: string): RequirementEntry => ({
  level: 'SHOULD',
  binds: ['client'],
  means,
  evidence: [RETRIES],
});

/** The topic `client-retries`. */
export const clientRetries = topic('client-retries', {
  'bad-request-once': once('A request refused with 400 is not sent again'),
  'unauthorized-once': once('A request refused with 401 is not sent again'),
  'forbidden-once': once('A request refused with 403 is not sent again'),
  'dry-run-once': once('A dry run answered with 412 is not sent again'),
  'success-once': {
    level: 'MUST',
    binds: ['client'],
    means: 'A request that succeeded is not sent again',
    evidence: [RETRIES],
  },
  throttled: {
    level: 'SHOULD',
    binds: ['client'],
    means: 'A request answered with 503 RequestLimitExceeded is sent again, and its later success is the outcome',
    evidence: [THROTTLING, RETRIES],
  },
  'server-error': {
    level: 'SHOULD',
    binds: ['client'],
    means: 'A request answered with 500 InternalError is sent again, and its later success is the outcome',
    evidence: [RETRIES],
  },
  'same-again': {
    level: 'MUST',
    binds: ['client'],
    means: 'A request that is sent again has the same parameters',
    evidence: [RETRIES],
  },
  'gives-up': {
    level: 'MUST',
    binds: ['client'],
    means: 'A request that is refused with 503 again and again ends as an error',
    evidence: [HTTP, RETRIES],
  },
  tries: {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'A request that is refused with 503 again and again is sent a few times',
  },
  'broken-success-again': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'A request that changes something is not sent again when its success cannot be read',
  },
});
