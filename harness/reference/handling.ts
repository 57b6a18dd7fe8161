/** From a request that has come in to its response. Synchronous, so that calls never see each other half done. */

import type { Arrival, ReferenceCall } from './call.ts';
import { runModelled } from './modelled.ts';
import type { ReferenceOperation } from './operations/operation.ts';
import { isGiven, text } from './request/input.ts';
import { readInput, readPairs } from './request/reading.ts';
import type { StatefulAction } from './request/shapes.ts';
import { Refusal } from './responses/refusal.ts';
import type { ReferenceResponse } from './responses/respond.ts';
import type { Check } from './sections/requests.ts';
import { authenticate } from './signing.ts';

/** What became of one request. */
export interface Handled {
  readonly response: ReferenceResponse;
  readonly action: string;
  /** Error code; absent on success. */
  readonly code?: string;
}

/** Never throws for what a client sent. What else is thrown is an internal error. */
export function handle(arrival: Arrival): Handled {
  const call = read(arrival);
  try {
    for (const check of Object.values(call.behaviour.checks) as readonly Check<ReferenceCall>[]) check(call);
    const elements = operationOf(call)(call);
    return { response: success(call, call.behaviour.rendering.success(elements, call)), ...remembered(call) };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { response: refusedResponse(arrival, thrown), ...remembered(call, thrown.code) };
  }
}

/** The target's own operation; for every other action of EC2 what the service model makes of it. */
function operationOf({ behaviour, action }: ReferenceCall): ReferenceOperation {
  return Object.hasOwn(behaviour.operations, action) ? behaviour.operations[action as StatefulAction] : runModelled;
}

/** The response to a request that is refused before it is read. */
export function refusedResponse(arrival: Arrival, refusal: Refusal): ReferenceResponse {
  const { responding, rendering } = arrival.behaviour;
  return {
    status: responding.errorStatus(refusal, arrival),
    headers: responding.errorHeaders(refusal, arrival),
    body: rendering.error(refusal, arrival),
  };
}

function read(arrival: Arrival): ReferenceCall {
  const { reading, choices } = arrival.behaviour;
  const { pairs, badlyEncoded } = readPairs(reading, arrival.request, choices);
  const value = (name: string) => pairs.find(([each]) => each === name)?.[1] ?? '';
  const action = value('Action');
  return {
    ...arrival,
    pairs,
    badlyEncoded,
    action,
    version: value('Version'),
    input: readInput(reading, action, pairs),
    authentication: authenticate(arrival),
  };
}

function success(call: ReferenceCall, body: string): ReferenceResponse {
  const { responding } = call.behaviour;
  return { status: responding.successStatus(call), headers: responding.successHeaders(call), body };
}

function remembered(call: ReferenceCall, code?: string): { readonly action: string; readonly code?: string } {
  const groupId = text(call.input, 'GroupId');
  call.store.remember({
    number: call.number,
    action: call.action,
    byRuleIds: isGiven(call.input, 'SecurityGroupRuleId'),
    ...(groupId === undefined ? {} : { groupId }),
    ...(code === undefined ? {} : { code }),
  });
  return code === undefined ? { action: call.action } : { action: call.action, code };
}
