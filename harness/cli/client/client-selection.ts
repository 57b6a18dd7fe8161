/** Which cases of a client run are asked for, and which requirements it is to judge. */
import picomatch from 'picomatch';
import type { ClientCase } from '../../client/fixture.ts';
import type { Requirement } from '../../register/requirement.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Globs } from '../run/selection.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** The selected client cases and requirements. */
export interface ClientSelection {
  readonly cases: readonly ClientCase[];
  /** Ids of properties that are asked for. */
  readonly properties: readonly string[];
  readonly requirements: ReadonlySet<string>;
}

/** What can be asked for. */
export interface ClientCatalogue {
  readonly requirements: readonly Requirement[];
  readonly cases: readonly ClientCase[];
  /** Properties by id, each with the requirement that it covers. */
  readonly properties: readonly { readonly id: string; readonly requirements: readonly string[] }[];
}

/**
 * For each catalogue what is asked of it. Globs match ids of cases, properties and requirements. A requirement that is
 * judged over every request needs all the cases. Throws UsageMistake for a glob that matches nothing in any of them: a
 * spelling mistake.
 */
export function selectClientCases(
  catalogues: readonly ClientCatalogue[],
  { only, skip }: Globs,
): readonly ClientSelection[] {
  const known = catalogues.flatMap((one) => [...ofClients(one), ...one.cases, ...one.properties].map(({ id }) => id));
  refuseIdle('--only', only, known);
  refuseIdle('--skip', skip, known);
  return catalogues.map((one) => selectFrom(one, { only, skip }));
}

function ofClients({ requirements }: ClientCatalogue): readonly Requirement[] {
  return requirements.filter(({ binds }) => binds.includes('client'));
}

function selectFrom(catalogue: ClientCatalogue, { only, skip }: Globs): ClientSelection {
  const items = [...catalogue.cases, ...catalogue.properties];
  const asksFor = (id: string) => (only.length === 0 || matches(only, id)) && !matches(skip, id);
  const asked = new Set(
    ofClients(catalogue)
      .map(({ id }) => id)
      .filter(asksFor),
  );
  const spokenFor = new Set(items.flatMap((one) => one.requirements));
  const needsAll = [...asked].some((id) => !spokenFor.has(id));
  const wanted = (one: { readonly id: string; readonly requirements: readonly string[] }): boolean =>
    !matches(skip, one.id) &&
    one.requirements.some((id) => !matches(skip, id)) &&
    (needsAll || matches(only, one.id) || one.requirements.some((id) => asked.has(id)));
  return {
    cases: catalogue.cases.filter(wanted),
    properties: catalogue.properties.filter(wanted).map(({ id }) => id),
    requirements: asked,
  };
}

function refuseIdle(option: string, globs: readonly string[], known: readonly string[]): void {
  const idle = globs.find((glob) => !known.some((id) => matches([glob], id)));
  if (idle === undefined) return;
  throw new UsageMistake(
    `${option} ${idle} matches no requirement and no case that is about clients.${didYouMean(idle, known)} See npx ec2-conformance list.`,
  );
}

function matches(globs: readonly string[], id: string): boolean {
  return globs.some((glob) => glob === id || picomatch.isMatch(id, glob));
}
