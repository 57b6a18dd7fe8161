/** Which probes a sweep sends: a deterministic rotation, so that every kind of question reaches every part of the API. */
import type { Action, ServiceModel } from '../service-model/model.ts';
import { makeProbe, type ProbeContext } from './probe.ts';
import { type ProbeKind, probeKinds } from './probe-kind.ts';
import { type ActionUse, type SweepList, useOf } from './sweep-actions.ts';

/** What is asked about one action. */
export interface PlannedAction {
  readonly action: Action;
  readonly use: ActionUse;
  /** Kinds that the action gives occasion for; none for an action that is not sent. */
  readonly possible: readonly ProbeKind[];
  /** Those that this run sends, controls first. */
  readonly probes: readonly ProbeKind[];
}

/** The actions and probes of one sweep, in order. */
export interface SweepPlan {
  /** Every action of the model, of this shard and selection, in the order of the model. */
  readonly actions: readonly PlannedAction[];
  /** Probes that are planned; some are not sent where a control failed. */
  readonly calls: number;
  /** Calls of the whole run, set-up aside: what is not planned is for confirming failures and for next pages. */
  readonly maxCalls: number;
}

/** Effort, shard and selection of a sweep. */
export interface SweepPlanOptions {
  readonly effort: 'smoke' | 'default' | 'deep';
  readonly context: ProbeContext;
  readonly withAccountSettings: boolean;
  /** Most calls, as the user limits them. */
  readonly maxCalls?: number;
  /** This machine's part of the actions, from 1. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Whether an action is selected. */
  readonly isSelected: (action: string) => boolean;
  /** Whether a selected requirement is judged by probes of this kind; controls are sent all the same. */
  readonly isNeeded: (kind: ProbeKind) => boolean;
}

/** Probes of one action at most, controls included. What the whole run leaves of six calls an action confirms failures. */
const perAction = { read: 6, 'dry-run': 4 } as const;

/** Of each kind, at effort smoke: so many actions beside their controls. */
const smokeSample = 4;

/** Calls of a whole run by effort, for the actions of the model of 2026; `deep` asks everything and confirms all of it. */
export const sweepLimits = { smoke: 900, default: 5_000, deep: 20_000 } as const;

/** The plan. Pure: the same options give the same plan. */
export function planSweep(model: ServiceModel, list: SweepList, options: SweepPlanOptions): SweepPlan {
  const every = [...model.actions.values()].map((action, place): PlannedAction => {
    const use = useOf(action, list, options.withAccountSettings);
    const possible = possibleKinds(action, use, options);
    return { action, use, possible, probes: chosen(use, possible, place, options.effort) };
  });
  const asked = options.effort === 'smoke' ? withSample(every) : every;
  const { shard } = options;
  const actions = asked.filter(
    ({ action }, place) =>
      options.isSelected(action.name) && (shard === undefined || place % shard.count === shard.index - 1),
  );
  const part = shard === undefined ? 1 : 1 / shard.count;
  const maxCalls = options.maxCalls ?? Math.ceil(sweepLimits[options.effort] * part);
  return { actions, calls: actions.reduce((sum, { probes }) => sum + probes.length, 0), maxCalls };
}

function possibleKinds(action: Action, use: ActionUse, { context, isNeeded }: SweepPlanOptions): readonly ProbeKind[] {
  if (use.kind === 'not-sent') return [];
  return probeKinds.filter(
    (kind) => (kind === use.kind || isNeeded(kind)) && makeProbe(kind, action, use, context) !== undefined,
  );
}

/** The control alone; by default a few kinds more, other ones for each action; in the end all. */
function chosen(
  use: ActionUse,
  possible: readonly ProbeKind[],
  place: number,
  effort: SweepPlanOptions['effort'],
): readonly ProbeKind[] {
  if (use.kind === 'not-sent') return [];
  if (effort === 'deep') return possible;
  const control: ProbeKind = use.kind;
  if (effort === 'smoke') return possible.filter((kind) => kind === control);
  const isFirst = (kind: ProbeKind) => kind === 'read' || kind === 'dry-run';
  const first = possible.filter(isFirst);
  const others = possible.filter((kind) => !isFirst(kind));
  const start = others.length === 0 ? 0 : (place * (perAction[use.kind] - first.length)) % others.length;
  const turned = [...others.slice(start), ...others.slice(0, start)].slice(0, perAction[use.kind] - first.length);
  return possible.filter((kind) => isFirst(kind) || turned.includes(kind));
}

/** A few actions for each kind, spread over the API: those first that need no id of a resource, since their controls succeed. */
function withSample(every: readonly PlannedAction[]): readonly PlannedAction[] {
  const added = new Map<string, ProbeKind[]>();
  for (const kind of probeKinds.filter((one) => one !== 'read')) {
    const candidates = every.filter(({ possible, probes }) => possible.includes(kind) && !probes.includes(kind));
    const easy = candidates.filter(
      ({ action }) => ![...action.input.members.values()].some(({ required }) => required),
    );
    for (const { action } of spread(easy.length < smokeSample ? candidates : easy, smokeSample)) {
      added.set(action.name, [...(added.get(action.name) ?? []), kind]);
    }
  }
  return every.map((one) => {
    const more = added.get(one.action.name) ?? [];
    return { ...one, probes: one.possible.filter((kind) => one.probes.includes(kind) || more.includes(kind)) };
  });
}

function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, place) => place % step === 0).slice(0, count);
}
