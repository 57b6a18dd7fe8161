import type { GeneralCheck } from '../checks/general-check.ts';
import type { Domain } from '../scene/domain.ts';
import type { Histories } from './properties/history-dependence.ts';

/** The operation under test: all that the engine knows of it, passed in from where its cases are. */
export interface TestedOperation {
  /** Its name, which a request carries as Action unless its case says otherwise. */
  readonly action: string;
  /** What its cases work on. */
  readonly domain: Domain;
  /** What every response of a run is judged by. */
  readonly generalChecks: readonly GeneralCheck[];
  /** How the requests of a run are repeated, to find out what depends on them; undefined: such failures count as flaky. */
  readonly histories?: Histories;
}
