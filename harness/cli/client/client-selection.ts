/** Which cases of a client run are asked for, and which requirements it is to judge. */
import type { ClientCase } from '../../client/fixture.ts';
import type { Requirement } from '../../register/requirement.ts';
import { printedListCommand } from '../operation-option.ts';
import { type Globs, matchesGlob, namedBesideCases, refuseIdleGlobs } from '../run/selection.ts';

/** The selected client cases and requirements. */
export interface ClientSelection {
  readonly cases: readonly ClientCase[];
  /** Ids of properties that are asked for. */
  readonly properties: readonly string[];
  readonly requirements: ReadonlySet<string>;
}

/** Cases, properties and requirements of clients, of one operation. */
export interface SelectableCases {
  readonly requirements: readonly Requirement[];
  readonly cases: readonly ClientCase[];
  /** Properties by id, each with the requirement that it covers. */
  readonly properties: readonly { readonly id: string; readonly requirements: readonly string[] }[];
}

/**
 * Of each operation, what is selected. Globs match ids of cases, properties and requirements. A requirement that is
 * judged over every request needs all the cases, unless it is named beside a case. Throws UsageMistake for a glob that
 * matches nothing in any of them: a spelling mistake.
 */
export function selectClientCases(
  catalogues: readonly SelectableCases[],
  { only, skip }: Globs,
): readonly ClientSelection[] {
  const known = catalogues.flatMap((one) => [...ofClients(one), ...one.cases, ...one.properties].map(({ id }) => id));
  refuseIdleGlobs(known, { only, skip }, printedListCommand(), ' that is about clients');
  return catalogues.map((one) => selectFrom(one, { only, skip }));
}

function ofClients({ requirements }: SelectableCases): readonly Requirement[] {
  return requirements.filter(({ binds }) => binds.includes('client'));
}

function selectFrom(catalogue: SelectableCases, { only, skip }: Globs): ClientSelection {
  const items = [...catalogue.cases, ...catalogue.properties];
  const asksFor = (id: string) => (only.length === 0 || matchesGlob(only, id)) && !matchesGlob(skip, id);
  const asked = new Set(
    ofClients(catalogue)
      .map(({ id }) => id)
      .filter(asksFor),
  );
  const covered = new Set(items.flatMap((one) => one.requirements));
  const general = [...asked].filter((id) => !covered.has(id));
  const beside = namedBesideCases({ only, skip }, items, general);
  const needsAll = general.some((id) => !beside.has(id));
  const wanted = (one: { readonly id: string; readonly requirements: readonly string[] }): boolean =>
    !matchesGlob(skip, one.id) &&
    one.requirements.some((id) => !matchesGlob(skip, id)) &&
    (needsAll || matchesGlob(only, one.id) || one.requirements.some((id) => asked.has(id)));
  return {
    cases: catalogue.cases.filter(wanted),
    properties: catalogue.properties.filter(wanted).map(({ id }) => id),
    requirements: asked,
  };
}
