/** Misbehaviours with status codes: what they say and what the document says differ, or the server says to go elsewhere. */
import { type Misbehaviour, type RequestContext, rawResponse, statusText } from './misbehaviour.ts';

const blamed = { oneCase: 'blamed', wholeRun: 'unreachable' } as const;

function error(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f</RequestID></Response>`;
}

function always(
  id: string,
  means: string,
  fates: Pick<Misbehaviour, 'oneCase' | 'wholeRun'>,
  bytes: () => Buffer,
): Misbehaviour {
  return { id, means, ...fates, perform: ({ socket }) => void socket.end(bytes()) };
}

/** Something else for the first few requests, the truth from then on. */
function atFirst(
  id: string,
  means: string,
  oneCase: Misbehaviour['oneCase'],
  times: number,
  bytes: () => Buffer,
): Misbehaviour {
  return {
    id,
    means,
    oneCase,
    wholeRun: 'runs',
    idle: (before) => before < times,
    perform: ({ socket, truth, before }: RequestContext) =>
      void socket.end(before < times ? bytes() : rawResponse(statusText(truth), truth.body)),
  };
}

const busy = () => rawResponse('503 Service Unavailable', error('RequestLimitExceeded'));
const broken = () => rawResponse('500 Internal Server Error', error('InternalError'));

/** `elsewhere`: where redirects lead, a server that must never hear from us. */
export function statuses(elsewhere: URL): readonly Misbehaviour[] {
  const page = '<html><body>moved</body></html>';
  return [
    always('redirect-loop', 'redirects to itself', blamed, () => rawResponse('302 Found', page, ['Location: /'])),
    always('redirect-elsewhere', 'redirects to another host', blamed, () =>
      rawResponse('307 Temporary Redirect', page, [`Location: ${elsewhere.href}`]),
    ),
    always('moved-for-good', 'says that it has moved to another host', blamed, () =>
      rawResponse('301 Moved Permanently', '', [`Location: ${elsewhere.href}`]),
    ),
    always('wants-password', 'asks for a password as a proxy does', { ...blamed, wholeRun: 'unreachable' }, () =>
      rawResponse('407 Proxy Authentication Required', '', ['Proxy-Authenticate: Basic realm="x"']),
    ),
    always('error-as-success', 'says 200 over an error', { oneCase: 'blamed', wholeRun: 'runs' }, () =>
      rawResponse('200 OK', error('InternalError')),
    ),
    {
      id: 'success-as-error',
      means: 'says 500 over a success',
      perform: ({ socket, truth }) => void socket.end(rawResponse('500 Internal Server Error', truth.body)),
      oneCase: 'blamed',
      wholeRun: 'runs',
    },
    always('no-content', 'says 204 and nothing', blamed, () =>
      Buffer.from('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
    ),
    always('bad-gateway', 'is a gateway with nothing behind it', blamed, () => rawResponse('502 Bad Gateway', page)),
    always('always-broken', 'fails with 500 every time', { oneCase: 'blamed', wholeRun: 'runs' }, broken),
    always('not-implemented', 'says 501 in an error of EC2', { oneCase: 'not-implemented', wholeRun: 'runs' }, () =>
      rawResponse('501 Not Implemented', error('NotImplemented')),
    ),
    always(
      'not-implemented-page',
      'says 501 on a page for people',
      { oneCase: 'not-implemented', wholeRun: 'unreachable' },
      () => rawResponse('501 Not Implemented', page),
    ),
    always('always-busy', 'says RequestLimitExceeded every time', { oneCase: 'error', wholeRun: 'unreachable' }, busy),
    always(
      'always-too-many',
      'says 429 on a page for people every time',
      { oneCase: 'error', wholeRun: 'unreachable' },
      () => rawResponse('429 Too Many Requests', page),
    ),
    always('no-such-key', 'does not know the key', { oneCase: 'blamed', wholeRun: 'configuration' }, () =>
      rawResponse('401 Unauthorized', error('AuthFailure')),
    ),
    atFirst('busy-at-first', 'says RequestLimitExceeded twice', 'pass', 2, busy),
    atFirst('too-many-at-first', 'says 429 twice', 'pass', 2, () => rawResponse('429 Too Many Requests', page)),
    atFirst('broken-at-first', 'fails with 500 once', 'pass', 1, broken),
    atFirst('changes-its-mind', 'refuses once and then no more', 'pass', 1, () =>
      rawResponse('400 Bad Request', error('InvalidParameterValue')),
    ),
  ];
}
