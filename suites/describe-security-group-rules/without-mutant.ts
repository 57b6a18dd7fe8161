/** Requirements on DescribeSecurityGroupRules that no fault breaks, each with the reason. */
export const withoutFault: Readonly<Record<string, string>> = {
  'encoding/post-form':
    'A server that does not read a POST finds none of its parameters: every other requirement fails.',
  'response/booleans': 'No fault has been written yet for booleans that are spelt otherwise.',
};
