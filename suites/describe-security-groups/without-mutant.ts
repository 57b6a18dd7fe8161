/** Requirements on DescribeSecurityGroups that no fault breaks, each with the reason. */
export const withoutFault: Readonly<Record<string, string>> = {
  'encoding/post-form':
    'It asks by an id, as set-up does: a fault breaks `groups-listed/by-id`, or leaves the target without set-up.',
  'groups-listed/by-ids':
    'Each case reads its groups by their ids: a fault leaves the target without set-up to judge by.',
  'groups-described/group-id':
    'Cases find their groups by the ids shown: a fault leaves every other requirement blocked.',
  'response/booleans': 'No fault has been written yet for booleans that are spelt otherwise.',
};
