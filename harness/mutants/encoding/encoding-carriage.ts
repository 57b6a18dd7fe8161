/** Mutants that find the parameters of a request in fewer places than EC2, or in one order only. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import { type HttpRequest, headerValue } from '../../wire/message.ts';
import type { Pair } from '../../wire/query.ts';
import type { Fault } from '../fault.ts';
import { isTested } from '../revoke-changes.ts';
import { asksTested, guessing, isTestedForm, rewritingPairs } from '../rewriting.ts';

const places: readonly Fault[] = [
  {
    id: 'get-refused',
    breaks: 'encoding/get-query',
    means: 'takes revokes only by POST',
    apply: (b) =>
      changed(b, {
        checks: {
          action: (call) => {
            if (isTested(call) && call.request.method === 'GET') throw new Refusal(405, 'MethodNotAllowed', 'Use POST');
            b.checks.action(call);
          },
        },
      }),
  },
  {
    id: 'get-reads-first-elements',
    breaks: 'encoding/get-query',
    means: 'reads only the first element of each list in the query of a GET',
    apply: (b) =>
      readingForms(b, (forms, { method }) => (method === 'GET' ? forms.map(withoutFurtherElements) : forms)),
  },
  {
    id: 'url-of-post-ignored',
    breaks: 'encoding/post-action-in-url',
    means: 'reads nothing from the URL of a POST',
    apply: (b) => readingForms(b, (forms, { method }) => (method === 'POST' ? forms.slice(1) : forms)),
  },
  {
    id: 'body-ignored-beside-query',
    breaks: 'encoding/post-action-in-url',
    means: 'reads the body of a POST only when its URL has no query',
    apply: (b) => readingForms(b, ([query = '', body = '']) => (query === '' || body === '' ? [query, body] : [query])),
  },
  {
    id: 'charset-in-upper-case-not-understood',
    breaks: 'encoding/content-type-charset',
    means: 'reads a form only when its charset is in lower case',
    apply: (b) => readingBodies(b, (type) => !type.includes('UTF-8')),
  },
  {
    id: 'media-type-case-sensitive',
    breaks: 'encoding/content-type-case',
    means: 'reads a form only when its media type is in lower case',
    apply: (b) => readingBodies(b, (type) => !/[A-Z]/.test(type.split(';')[0] ?? '')),
  },
];

const order: readonly Fault[] = [
  {
    id: 'action-must-come-first',
    breaks: 'encoding/parameter-order',
    means: 'finds the Action only at the beginning of a request',
    apply: (b) =>
      changed(b, {
        reading: {
          pairs: (pairs) =>
            asksTested(pairs) && pairs[0]?.[0] !== 'Action'
              ? pairs.filter(([name]) => name !== 'Action')
              : b.reading.pairs(pairs),
        },
      }),
  },
  {
    id: 'members-must-be-neighbours',
    breaks: 'encoding/parameter-order',
    means: 'begins a permission anew when members of another one are between its own',
    apply: (b) => rewritingPairs(b, withoutReturns),
  },
  // The order of names is right here; what gets lost is one source of several, which is a requirement of its own.
  {
    id: 'elements-must-ascend',
    breaks: 'exact-match/per-source',
    means: 'drops a range that arrives after one with a higher number',
    apply: (b) => rewritingPairs(b, (pairs) => pairs.filter(hasNoHigherBefore)),
  },
];

const actions: readonly Fault[] = [
  {
    id: 'action-guessed',
    breaks: 'encoding/action-missing',
    means: 'takes a request without an Action for a revoke',
    apply: guessing('RevokeSecurityGroupIngress'),
  },
  {
    id: 'unknown-action-with-other-code',
    breaks: 'encoding/action-unknown',
    means: 'refuses an unknown Action with UnknownOperationException, as other services of AWS do',
    apply: (b) =>
      changed(b, { errors: { unknownAction: () => new Refusal(400, 'UnknownOperationException', 'Unknown') } }),
  },
  {
    id: 'similar-action-served',
    breaks: 'encoding/action-unknown',
    means: 'carries out a revoke for an Action that begins like it',
    apply: (b) =>
      changed(b, {
        reading: {
          pairs: (pairs) =>
            b.reading
              .pairs(pairs)
              .map(([name, value]) => [name, value.replace(/^(RevokeSecurityGroup(?:In|E)).*$/s, '$1gress')]),
        },
      }),
  },
];

/** Replaces the texts that a tested action is read from: `forms` has the query of the URL first, then the body. */
function readingForms(
  b: Behaviour,
  choose: (forms: readonly string[], request: HttpRequest) => readonly string[],
): Behaviour {
  return changed(b, {
    reading: {
      forms: (request, choices) => {
        const forms = b.reading.forms(request, choices);
        return forms.some(isTestedForm) ? choose(forms, request) : forms;
      },
    },
  });
}

/** Bodies are read only when their Content-Type fits; one without a Content-Type is always read. */
function readingBodies(b: Behaviour, fits: (type: string) => boolean): Behaviour {
  return readingForms(b, (forms, { headers }) =>
    fits(headerValue(headers, 'content-type') ?? '') ? forms : forms.slice(0, 1),
  );
}

function withoutFurtherElements(query: string): string {
  return query
    .split('&')
    .filter((pair) => !/^[^=]*\.[2-9]/.test(pair))
    .join('&');
}

/** Without the pairs that return to a permission after another one has begun. */
function withoutReturns(pairs: readonly Pair[]): readonly Pair[] {
  const left = new Set<string>();
  let open: string | undefined;
  return pairs.filter(([name]) => {
    const permission = /^IpPermissions\.\d+/.exec(name)?.[0];
    if (permission === undefined) return true;
    if (open !== undefined && open !== permission) left.add(open);
    open = permission;
    return !left.has(permission);
  });
}

/** True of every parameter but a range after one with a higher number in the same list. */
function hasNoHigherBefore([name]: Pair, index: number, pairs: readonly Pair[]): boolean {
  const [, list, number] = /^(.*\.IpRanges)\.(\d+)\.CidrIp$/.exec(name) ?? [];
  if (list === undefined) return true;
  return !pairs
    .slice(0, index)
    .some(
      ([earlier]) =>
        earlier.startsWith(`${list}.`) && Number.parseInt(earlier.slice(list.length + 1), 10) > Number(number),
    );
}

/** Servers that find the parameters of a request in fewer places than EC2, or in one order only. */
export const encodingCarriageFaults: readonly Fault[] = [...places, ...order, ...actions];
