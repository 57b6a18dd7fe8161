/** Servers that differ from the embedded target in every action, and are right. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { modelledAction } from '../../reference/request/modelled-shapes.ts';
import type { Content, Elements } from '../../reference/responses/content.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import { isRead, type Shape } from '../../service-model/model.ts';
import { plausibleValue } from '../../service-model/plausible-value.ts';
import type { Variant } from '../fault.ts';
import { checkFirst, rewriteError, rewriteResponse, rewriteSuccess } from './changes.ts';

const all = /./;

/** Servers that differ from the embedded target in every action, and are right. */
export const sweepVariants: readonly Variant[] = [
  {
    id: 'every-list-full',
    means: 'answers each read with one item in every list, and every member of it',
    apply: (b) =>
      changed(b, {
        modelled: {
          found: ({ output }, { input }) =>
            input['NextToken'] === undefined && output !== undefined ? contentOf('', output, 0) : {},
        },
      }),
  },
  {
    id: 'empty-lists-absent',
    means: 'leaves empty lists out',
    apply: (b) => changed(b, { modelled: { found: () => ({}) } }),
  },
  {
    id: 'namespace-without-slash',
    means: 'answers in the namespace that the model has',
    apply: (b) => changed(b, { choices: { namespaceSlash: false } }),
  },
  {
    id: 'one-line',
    means: 'sends documents on one line, with a prefix for the namespace of none',
    apply: (b) => changed(b, { rendering: { indent: '' } }),
  },
  { id: 'dry-run-first', means: 'looks at DryRun before parameters', apply: (b) => withPermissionThenDryRun(b) },
  {
    id: 'dry-run-last',
    means: 'refuses dry runs on what does not exist as it would refuse the request',
    apply: (b) =>
      changed(b, {
        access: {
          endDryRun: (call) => {
            if (!isRead(call.action) && namesResource(call)) throw b.errors.resourceNotFound('x');
            b.access.endDryRun(call);
          },
        },
      }),
  },
  {
    id: 'required-before-dry-run',
    means: 'misses required parameters before it looks at DryRun',
    apply: (b) =>
      changed(b, {
        checks: {
          values: (call) => {
            b.checks.values(call);
            const action =
              b.operations[call.action as keyof typeof b.operations] === undefined
                ? modelledAction(call.action)
                : undefined;
            if (action !== undefined) b.modelled.validate(action, call);
          },
        },
      }),
  },
  {
    id: 'permission-first',
    means: 'looks at permissions before anything but the signature',
    apply: (b) => checkFirst(checkFirst(b, 'permission'), 'signature'),
  },
  {
    id: 'newer-members',
    means: 'sends members that the model does not know yet',
    apply: rewriteSuccess(all, (xml) =>
      xml.replace(
        /<\/(\w+Response)>\s*$/,
        '<newerSet><item><newerId>1</newerId></item></newerSet><newerFlag>yes</newerFlag></$1>',
      ),
    ),
  },
  {
    id: 'unknown-ids-refused',
    means: 'refuses reads of what does not exist',
    apply: (b) =>
      changed(b, {
        modelled: {
          validate: (action, call) => {
            b.modelled.validate(action, call);
            if (namesResource(call)) throw b.errors.resourceNotFound('x');
          },
        },
      }),
  },
  {
    id: 'half-not-offered',
    means: 'does not have half of the actions, and says InvalidAction',
    apply: (b) =>
      changed(b, {
        checks: {
          action: (call) => {
            if (isLacking(call.action)) throw b.errors.unknownAction(call.action);
            b.checks.action(call);
          },
        },
      }),
  },
  {
    id: 'some-not-implemented',
    means: 'answers half of the actions with 501 and a page',
    apply: rewriteResponse(all, (response, arrival) => {
      const action =
        /Action=(\w+)/.exec(`${arrival.request.target}&${arrival.request.body.toString('utf8')}`)?.[1] ?? '';
      return isLacking(action)
        ? { ...response, status: 501, body: '<html><body>Not implemented</body></html>' }
        : response;
    }),
  },
  {
    id: 'statuses-of-its-own',
    means: 'answers NotFound with 404 and a malformed value with 422',
    apply: (b) =>
      changed(b, {
        responding: {
          errorStatus: ({ code, status }) =>
            /NotFound$/.test(code) ? 404 : /Malformed$|Value$/.test(code) ? 422 : status,
        },
      }),
  },
  {
    id: 'errors-in-a-namespace',
    means: 'sends errors in the namespace, with white space between the elements',
    apply: rewriteError(all, (xml) =>
      xml.replace('<Response>', '<Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">').replaceAll('><', '>\n<'),
    ),
  },
  {
    id: 'declaration-left-out',
    means: 'sends documents without an XML declaration',
    apply: (b) => changed(b, { rendering: { declaration: '' } }),
  },
  {
    id: 'signature-does-not-match',
    means: 'refuses a wrong signature with 403 SignatureDoesNotMatch',
    apply: (b) => changed(b, { choices: { badSignature: 'signature-does-not-match' } }),
  },
  {
    id: 'busy',
    means: 'says now and then that it was asked too often',
    apply: (b) =>
      changed(b, {
        checks: {
          signature: (call) => {
            if (call.number % 97 === 0) throw new Refusal(503, 'RequestLimitExceeded', 'Request limit exceeded.');
            b.checks.signature(call);
          },
        },
      }),
  },
  {
    id: 'read-after-names',
    means: 'reads values before names of parameters',
    apply: (b) => checkFirst(checkFirst(b, 'values'), 'signature'),
  },
];

function withPermissionThenDryRun(b: Parameters<Variant['apply']>[0]) {
  return ['dryRun', 'permission', 'action', 'signature'].reduce(
    (each, name) => checkFirst(each, name as keyof typeof b.checks),
    b,
  );
}

function isLacking(action: string): boolean {
  return action.length % 2 === 1 && action !== 'DescribeVpcs' && !action.includes('Conformance');
}

/** Whether some parameter holds an id. */
function namesResource({ pairs }: ReferenceCall): boolean {
  return pairs.some(([, value]) => /-0123456789abcdef0$/.test(value));
}

/** One item in each list, three levels deep: deeper ones are empty. Strings hold what XML has to escape. */
function contentOf(name: string, shape: Shape, depth: number): Elements;
function contentOf(name: string, shape: Shape, depth: number): Content {
  switch (shape.type) {
    case 'structure':
      return depth > 3
        ? {}
        : Object.fromEntries(
            [...shape.members.values()]
              .filter((member) => depth > 0 || member.name !== 'NextToken')
              .map((member) => [member.elementName, contentOf(member.name, member.shape, depth + 1)]),
          );
    case 'list':
      return depth > 3 ? [] : [contentOf(name, shape.item, depth + 1)];
    case 'timestamp':
      return '2026-01-31T12:00:00.123456Z';
    case 'boolean':
      return 'false';
    case 'string':
      return shape.enum === undefined && depth % 2 === 0 ? 'a < b & c' : String(plausibleValue(name, shape));
    default:
      return String(plausibleValue(name, shape));
  }
}
