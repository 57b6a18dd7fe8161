/** What a sweep over every action is going to send, said before it does. */
import { documentedPace, secondsFor } from '../../endpoint/pace.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { SweepPlan } from '../../model-sweep/plan-sweep.ts';
import { durationText, isOnThisMachine, usualRoundTripMs } from '../run/plan-text.ts';
import { sweepResourceWords } from './sweep-resources.ts';

function figuresOf({ actions, calls, maxCalls }: SweepPlan) {
  const count = (wanted: (one: SweepPlan['actions'][number]) => boolean) => actions.filter(wanted).length;
  const isLeftOut = (why: string) => count(({ use }) => use.kind === 'not-sent' && use.why === why);
  return {
    actions: actions.length,
    reads: count(({ use }) => use.kind === 'read'),
    dryRuns: count(({ use }) => use.kind === 'dry-run'),
    withoutDryRun: isLeftOut('no-dry-run'),
    accountSettings: isLeftOut('account-setting'),
    calls,
    maxCalls,
  };
}

/** How many actions are sent in which way, and how many calls that makes. */
export function figureLines(plan: SweepPlan): string {
  const { actions, reads, dryRuns, withoutDryRun, accountSettings, calls, maxCalls } = figuresOf(plan);
  return [
    `  ${actions} actions: ${reads} reads, ${dryRuns} as dry runs alone, ${withoutDryRun} not sent, since they change something and have no DryRun`,
    `  ${accountSettings} not sent, since they change the whole account or buy something: --account-settings adds their dry runs`,
    `  about ${calls} calls, at most ${maxCalls}`,
  ].join('\n');
}

/** The plan for a person. `isSafe`: nothing is created. */
export function describeSweep(plan: SweepPlan, settings: TargetSettings, isSafe: boolean): string {
  const { seconds } = sweepFigures(plan, settings);
  return [
    `Plan for ${settings.endpoint} (region ${settings.region})`,
    `  creates   ${isSafe ? 'nothing' : sweepResourceWords}`,
    '  sends     reads of a reviewed list, and requests with DryRun=true',
    figureLines(plan),
    `  duration  about ${durationText(seconds)}`,
    '  a dry run that is carried out ends the run',
    '',
  ].join('\n');
}

/** The plan for a pipeline. */
export function sweepFigures(plan: SweepPlan, settings: TargetSettings) {
  const byAction = Object.fromEntries(plan.actions.map(({ action, probes }) => [action.name, probes.length]));
  const paced = secondsFor(settings.pace ?? documentedPace, byAction);
  const trips = isOnThisMachine(settings) ? plan.calls * 0.003 : (plan.calls * usualRoundTripMs) / 1000;
  const rated = settings.rate === undefined ? 0 : plan.calls / settings.rate;
  const seconds = Math.ceil(Math.max(isOnThisMachine(settings) ? 0 : paced, trips, rated));
  return { endpoint: settings.endpoint, region: settings.region, ...figuresOf(plan), seconds };
}
