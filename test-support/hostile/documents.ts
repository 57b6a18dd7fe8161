/** Misbehaviours with what a response says: documents that are none, or that were made to hurt who reads them. */
import {
  type HonestResponse,
  type Misbehaviour,
  type RequestContext,
  rawResponse,
  statusText,
} from './misbehaviour.ts';

const blamed = { oneCase: 'blamed', wholeRun: 'unreachable' } as const;
const unread = { oneCase: 'blamed', wholeRun: 'runs' } as const;
const passes = { oneCase: 'pass', wholeRun: 'runs' } as const;

type Rewrite = (body: string, truth: HonestResponse) => string | Buffer;

function rewritten(
  id: string,
  means: string,
  fates: Pick<Misbehaviour, 'oneCase' | 'wholeRun'>,
  rewrite: Rewrite,
): Misbehaviour {
  return {
    id,
    means,
    ...fates,
    perform: ({ socket, truth }: RequestContext) =>
      void socket.end(rawResponse(statusText(truth), rewrite(truth.body, truth))),
  };
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** What follows the XML declaration. */
function rootOf(body: string): string {
  return body.replace(/^<\?xml[^>]*\?>\s*/, '');
}

/** The body with this right after the root's start tag. */
function withFirstChild(body: string, inserted: string): string {
  return body.replace(/(<[A-Za-z]+(?: [^>]*)?>)/, `$1${inserted}`);
}

const laughs = ['<!DOCTYPE lolz [<!ENTITY lol0 "lol">']
  .concat(
    Array.from({ length: 12 }, (_, level) => `<!ENTITY lol${level + 1} "${`&lol${level};`.repeat(10)}">`),
    [']>'],
  )
  .join('');

/** Misbehaviours of documents. */
export const documents: readonly Misbehaviour[] = [
  rewritten(
    'entity-bomb',
    'declares entities that unfold to terabytes',
    blamed,
    (body) => `${declaration}${laughs}${withFirstChild(rootOf(body), '<x>&lol12;</x>')}`,
  ),
  rewritten(
    'external-entity',
    'declares an entity that is in a file of the reader',
    blamed,
    (body) =>
      `${declaration}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${withFirstChild(rootOf(body), '<x>&x;</x>')}`,
  ),
  rewritten(
    'external-dtd',
    'names a document type that is on another server',
    blamed,
    (body) => `${declaration}<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">${rootOf(body)}`,
  ),
  rewritten('deep-nesting', 'nests a hundred thousand elements', blamed, (body) =>
    withFirstChild(body, `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`),
  ),
  rewritten('unclosed-nesting', 'opens a million elements and closes none', blamed, () => '<a>'.repeat(1_000_000)),
  rewritten('huge-attribute', 'has an attribute of 5 MB, which XML allows', passes, (body) =>
    body.replace(/<([A-Za-z]+)( |>)/, `<$1 long="${'x'.repeat(5 * 1024 * 1024)}"$2`),
  ),
  rewritten('huge-comment', 'has a comment of 5 MB, which XML allows', passes, (body) =>
    withFirstChild(body, `<!--${'x'.repeat(5 * 1024 * 1024)}-->`),
  ),
  rewritten('thousand-strangers', 'has thousands of elements that nobody knows', passes, (body) =>
    withFirstChild(body, '<stranger>x</stranger>'.repeat(20_000)),
  ),
  rewritten('many-attributes', 'has an element with ten thousand attributes', passes, (body) =>
    withFirstChild(body, `<x ${Array.from({ length: 10_000 }, (_, index) => `a${index}=""`).join(' ')}/>`),
  ),
  rewritten('byte-order-mark', 'begins with a byte order mark, which XML allows', passes, (body) => `\ufeff${body}`),
  rewritten('undeclared-utf-16', 'is UTF-16 and says UTF-8', blamed, (body) => Buffer.from(body, 'utf16le')),
  rewritten('bytes-of-no-encoding', 'holds bytes that are no UTF-8', unread, (body) =>
    Buffer.concat([Buffer.from(withFirstChild(body, '<x>').slice(0, -1)), Buffer.from([0xff, 0xfe, 0xc0])]),
  ),
  rewritten(
    'unknown-encoding',
    'declares an encoding that does not exist, which its Content-Type overrules',
    passes,
    (body) => `<?xml version="1.0" encoding="x-klingon"?>${rootOf(body)}`,
  ),
  rewritten('nul-bytes', 'holds NUL bytes', unread, (body) => withFirstChild(body, '<x>\0\0</x>')),
  rewritten('truncated', 'ends in the middle of a tag', blamed, (body) =>
    body.slice(0, body.indexOf('<', body.length / 2) + 2),
  ),
  rewritten('twice', 'holds two documents', blamed, (body) => `${rootOf(body)}${rootOf(body)}`),
  rewritten('text-before', 'holds text before the XML declaration', unread, (body) => `answer: ${body}`),
  rewritten('json', 'is JSON', blamed, () => '{"return": true}'),
  rewritten('html', 'is a page for people', blamed, () => '<!doctype html><title>Welcome</title><p>It works!<br>'),
  rewritten('empty', 'is empty', blamed, () => ''),
  rewritten(
    'other-answer',
    'is the response to another action',
    { oneCase: 'blamed', wholeRun: 'runs' },
    () =>
      '<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f</requestId><regionInfo/></DescribeRegionsResponse>',
  ),
];
