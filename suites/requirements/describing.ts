/** What the two operations that describe groups and rules share: what holds of every operation, filters and pages. */
import { documented, type Requirement, type TopicEntries } from '../../harness/register/requirement.ts';
import { pageOf } from './documents.ts';
import { generalRequirements } from './general.ts';

/** The general requirements of one of them. `byId`: the requirement that one thing is described by its id. */
export function generalOfDescribing(action: string, byId: string): readonly Requirement[] {
  const asked = ['post-form', 'get-query', 'action-unknown', 'unknown-name'];
  const dryRuns = ['permitted', 'status', 'get', 'denied', 'denied-for-real', 'false'];
  return generalRequirements({
    tested: [...asked.map((slug) => `encoding/${slug}`), ...dryRuns.map((slug) => `dry-run/${slug}`)],
    page: documented(pageOf(action)),
    dryRunParameter: documented(pageOf(action), 'DryRun asks for the permission and does nothing else'),
    model: { grade: 'model', source: `AWS service model of EC2, 2016-11-15: ${action}` },
    // Their cases ask for one thing by its id.
    shownBy: { 'encoding/post-form': byId, 'encoding/get-query': byId, 'dry-run/false': byId },
  });
}

/**
 * What holds of all filters of an operation. `first`: the filter that it is tested with; `uses`: of a requirement, by its slug, those that
 * its cases use instead. What only one of its cases uses is the control of that case, so that the others still decide.
 */
export function filterEntries(
  topic: string,
  first: string,
  uses: Readonly<Record<string, readonly string[]>>,
): TopicEntries {
  const rests = (slug: string, ...others: readonly string[]) =>
    [...others, ...(uses[slug] ?? [first])].map((used) => `${topic}/${used}`);
  return {
    'values-or': {
      level: 'MUST',
      means: 'Several values of one filter are joined by OR: what has any of them is described',
      facts: ['filters-02'],
      dependsOn: rests('values-or'),
    },
    'values-past-nine': {
      level: 'MUST',
      means: 'The values of a filter past the ninth are read',
      facts: ['filters-06'],
      dependsOn: [`${topic}/values-or`],
    },
    'values-two-hundred': {
      level: 'MUST',
      means: 'A filter takes two hundred values',
      facts: ['filters-06'],
      dependsOn: [`${topic}/values-past-nine`],
    },
    and: {
      level: 'MUST',
      means: 'Several filters are joined by AND: only what meets all of them is described',
      facts: ['filters-01', 'filters-06'],
      dependsOn: rests('and'),
    },
    'value-case': {
      level: 'MUST',
      means: 'The case of values of filters and of the keys of tags counts',
      facts: ['filters-03', 'authorize-06'],
      dependsOn: rests('value-case'),
    },
    'name-case': {
      level: 'SHOULD',
      means: 'A filter name in another case is not taken for the filter',
      facts: ['filters-03'],
      accepts: ['refused', 'nothing'],
      dependsOn: rests('name-case'),
    },
    'wildcard-star': {
      level: 'MUST',
      means: 'An asterisk in a value matches any text, none included',
      facts: ['filters-04'],
      dependsOn: rests('wildcard-star'),
    },
    'wildcard-question': {
      level: 'MUST',
      means: 'A question mark in a value matches one character and not two',
      facts: ['filters-05'],
      dependsOn: rests('wildcard-question'),
    },
    'question-none': {
      level: 'OBSERVE',
      means: 'Whether a question mark in a value matches no character as well',
      facts: ['filters-05'],
    },
    'wildcard-escaped': {
      level: 'MUST',
      means: 'After a backslash a wildcard matches itself',
      facts: ['filters-04'],
      dependsOn: rests('wildcard-escaped', 'wildcard-star'),
    },
    'wildcard-literal': {
      level: 'MUST',
      means: 'Without wildcards a value is compared as a whole, and each character matches itself',
      facts: ['filters-04'],
      dependsOn: rests('wildcard-literal'),
    },
    'no-match': {
      level: 'MUST',
      means: 'Where nothing has the value, the response is a success without items',
      facts: ['filters-01'],
      dependsOn: rests('no-match'),
    },
    'unknown-filter': {
      level: 'MUST',
      means: 'A filter that the operation does not have is refused',
      facts: ['filters-07', 'filters-08', 'filters-12'],
      accepts: ['InvalidParameterValue', 'InvalidFilter'],
      dependsOn: rests('unknown-filter'),
    },
    'nested-list': {
      level: 'SHOULD',
      means: 'Values under Filter.N.item.M are refused: they travel as Filter.N.Value.M',
      facts: ['filters-09', 'filters-10'],
      // Where any unknown name is taken, so are these.
      dependsOn: [...rests('nested-list'), 'encoding/unknown-name'],
    },
    'no-values': { level: 'OBSERVE', means: 'What a filter without values selects' },
    'absent-group': {
      level: 'SHOULD',
      means: 'A well-formed id of no group in the filter group-id selects nothing, and is not an error',
      facts: ['shapes-10'],
      dependsOn: rests('absent-group'),
    },
  };
}

/** `first`: what has to hold before pages can be judged. */
export function pageEntries(topic: string, things: string, first: readonly string[]): TopicEntries {
  const size = [`${topic}/page-size`];
  return {
    'all-at-once': {
      level: 'MUST',
      means: `Without MaxResults all ${things} are described at once, and no token is given`,
      facts: ['pages-01', 'pages-02'],
      dependsOn: first,
    },
    'last-page': {
      level: 'MUST',
      means: `When no ${things} are left the response has no nextToken`,
      facts: ['pages-02'],
      dependsOn: first,
    },
    'page-size': {
      level: 'MUST',
      means: `A response has at most MaxResults ${things}, and MaxResults may be a thousand`,
      facts: ['pages-01'],
      dependsOn: first,
    },
    token: {
      level: 'MUST',
      means: `While ${things} are left the response has a nextToken`,
      facts: ['pages-02'],
      dependsOn: first,
    },
    pages: {
      level: 'MUST',
      means: `The pages together hold each of the ${things} once`,
      facts: ['pages-02'],
      dependsOn: [`${topic}/token`, ...size],
    },
    'max-results-below': {
      level: 'MUST',
      means: 'A MaxResults below five is refused',
      facts: ['pages-01', 'pages-03'],
      accepts: ['InvalidParameterValue', 'InvalidMaxResults'],
      dependsOn: first,
    },
    'max-results-above': {
      level: 'SHOULD',
      means: 'A MaxResults above a thousand is refused',
      facts: ['pages-01', 'pages-03'],
      accepts: ['InvalidParameterValue', 'InvalidMaxResults'],
      dependsOn: first,
    },
    'token-unknown': {
      level: 'MUST',
      means: 'A NextToken that was never given is refused',
      facts: ['pages-03'],
      dependsOn: first,
    },
    'max-results-with-ids': { level: 'OBSERVE', means: 'The response to MaxResults together with ids' },
    'change-between': { level: 'OBSERVE', means: 'What the next page holds after a change between the two requests' },
  };
}
