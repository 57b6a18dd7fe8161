/** Requirements on DescribeRegions that no fault breaks, each with the reason. */
export const withoutFault: Readonly<Record<string, string>> = {
  'dry-run/leaves-no-trace': 'A read leaves nothing behind that the same read could meet.',
  'response/booleans': 'Its response has no boolean.',
  'signing/get': 'A server that takes no signed GET reads no GET: encoding/get-query fails, on which it rests.',
  'signing/post-query':
    'A server that does not read the URL of a POST fails encoding/post-action-in-url, on which it rests.',
  'signing/presigned-parameter-added':
    'A server that leaves a parameter of its query out of what was signed fails signing/presigned-parameter-removed.',
};
