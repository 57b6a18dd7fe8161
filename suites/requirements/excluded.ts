/** What no requirement tests, each with the reason. Together with the register this covers the whole specification. */

/** An entry of the specification that no requirement tests. */
export interface Exclusion {
  /** Id of an entry of fixtures/spec/outline.json or of a file of facts beside it. */
  readonly entry: string;
  /** A sentence. */
  readonly reason: string;
}

/** All exclusions. */
export const excluded: readonly Exclusion[] = [
  ...each(['2.10', '2.11'], 'Instances are not part of a target, so when they get to know of a change cannot be seen.'),
  ...each(
    ['2.12', '2.13', '2.14'],
    'News and advice about EC2-Classic, which is gone, ask nothing of an implementation.',
  ),
  ...each(['3.1', '3.2', '3.3'], 'A server is reached at the endpoint the user names, whatever that is called.'),
  ...each(['6.6'], 'Advice on which parameters to choose; what the others refuse is tested by itself.'),
  ...each(
    ['6.26'],
    'A source group in another VPC cannot be given: no rule may name one, and an absent group is tested instead.',
  ),
  ...each(['7.1', '7.2', '7.3', '7.4'], 'How to fill in a form of the page’s publisher asks nothing of EC2.'),
  ...each(['answer-06'], 'Inferred from lengths of responses; where spaces and line ends are is free.'),
  ...each(['answer-12', 'answer-19'], 'Tells how responses happened to be framed, for which HTTP leaves several ways.'),
  ...each(['answer-17'], 'That the service model has no error shapes leaves nothing to require of either side.'),
  ...each(['shapes-12'], 'Lengths of ids are free; what counts as well formed is tested by how ids are refused.'),
  ...each(['deleted-groups-04'], 'Shows a response of 2014, to which the id of the group was added since.'),
  ...each(['setup-28'], 'Tells how late a new group may be known, which is waited for and not judged.'),
  ...each(['created-groups-05'], 'Needs an account without a default VPC, in which nothing else could be compared.'),
  ...each(['authorize-13'], 'Inferred from the length of a response, which may have further elements.'),
  ...each(['authorize-20', 'authorize-25'], 'Describes a log of calls, which no response shows.'),
  ...each(['authorize-21'], 'Describes an old version, whose responses are not judged.'),
  ...each(['modify-13'], 'Needs permissions that differ by group, which no target offers.'),
  ...each(['setup-29'], 'A delay before a change is visible is waited for and reported, not judged.'),
  ...each(['dry-run-11', 'answer-14'], 'An oddity of one implementation or one day, which nothing may depend on.'),
  ...each(
    ['shapes-06'],
    'Tells what the describe and authorize calls return, by which states are read and which are not themselves judged.',
  ),
  ...each(['shapes-14'], 'Tells how other operations behave; states are read without relying on it.'),
  ...each(['protocol-18', 'auth-05', 'auth-06'], 'Signature version 2 is legacy: it is recognised and not required.'),
  ...each(['protocol-20'], 'A contradiction within the reference page, from which nothing follows.'),
  ...each(['pages-05'], 'Needs an account with very many groups, which no target offers.'),
  ...each(['described-groups-11'], 'The order of items is never judged.'),
  ...each(['described-groups-12'], 'Tells how a response happened to be framed; what its header fields say is tested.'),
  ...each(['described-groups-13', 'described-groups-16'], 'EC2-Classic and Versions of 2014 are gone.'),
  ...each(['auth-11'], 'Needs an account that has not opted into a region, which no target offers.'),
  ...each(
    ['throttling-01', 'throttling-02', 'throttling-03', 'throttling-04', 'throttling-05', 'throttling-06'],
    'Requests are paced so as not to be throttled; a throttled response is waited out and never judged.',
  ),
];

function each(entries: readonly string[], reason: string): readonly Exclusion[] {
  return entries.map((entry) => ({ entry, reason }));
}
