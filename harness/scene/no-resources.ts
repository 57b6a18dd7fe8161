/** The domain of operations whose cases work on nothing: nothing is created for them, nothing is tried, and nothing is left. */
import type { Caller } from '../endpoint/caller.ts';
import { applyOverrides } from './capability-overrides.ts';
import { afterContact } from './contact.ts';
import type { Domain } from './domain.ts';
import { EmptyScene } from './empty-scene.ts';
import { senderCapabilities } from './sender-capabilities.ts';

/** Nothing to work on. */
export const noResources: Domain = {
  isStateless: true,
  terms: { thing: 'resource', describe: () => [] },
  prepare: (settings, access, _operation, beforeCreating) =>
    afterContact(settings, access, beforeCreating, async () => {
      if (settings.recording === undefined) await timeResponses(access.caller);
      const known = Object.entries(senderCapabilities(settings)).map(
        ([name, finding]) => [name, applyOverrides(finding, settings.declared[name])] as const,
      );
      return { capabilities: Object.fromEntries(known) };
    }),
  scene: ({ settings }) => new EmptyScene(new Map([['region', settings.region]])),
  tearDown: async () => [],

  startOf: () => '',
  mayFollow: () => true,
  kindOf: () => undefined,
  asksOfOwn: () => true,
  needsSetUp: () => false,
  weightOf: () => 0,
  describeGiven: (_testCase, name) => `"${name}"`,
  provesLess: () => false,
  estimate: ({ action }) => ({ readAction: action, add: () => undefined }),
  preparationCalls: () => ({ DescribeVpcs: 1 }),
  safeCalls: () => ({}),
  generatedCalls: ({ action }, calls) => ({ [action]: calls }),
  callsInPlace: (calls) => calls,
  effectOf: () => undefined,
  // Throttling has a code of the same form, and is borne elsewhere.
  isOwedToAccount: ({ code, isSuccessDue }) => isSuccessDue && /^(?!Request).*LimitExceeded$/.test(code),
};

/** How many cases are asked at a time is not to rest on one response, which a busy machine may have been late to read. */
async function timeResponses(caller: Caller): Promise<void> {
  while (caller.mayBeSlow) await caller.call('DescribeVpcs', []);
}
