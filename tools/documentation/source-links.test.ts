import { expect, it } from 'vitest';
import { sourceLinks } from './source-links.ts';

it.each([
  ['https://docs.python.org/3/library/urllib.parse.html', '<https://docs.python.org/3/library/urllib.parse.html>'],
  [
    'AWS API Reference, errors-overview: https://docs.example/errors.html (same text in botocore); see matching-03',
    '[AWS API Reference, errors-overview](https://docs.example/errors.html) (same text in botocore); see matching-03',
  ],
  [
    'Reference, AWS::EC2::SecurityGroup: https://docs.example/a.html.',
    '[Reference, AWS::EC2::SecurityGroup](https://docs.example/a.html).',
  ],
  [
    'https://github.com/aws/aws-cli/issues/1075 (2014); raw https://github.com/boto/boto/pull/148',
    '[aws/aws-cli#1075](https://github.com/aws/aws-cli/issues/1075) (2014); raw [boto/boto#148](https://github.com/boto/boto/pull/148)',
  ],
  [
    'a_b/moto@0af643a5 tests/test_ec2/test_groups.py#751 and #2348',
    '[a\\_b/moto@0af643a5 tests/test\\_ec2/test\\_groups.py#751](https://github.com/a_b/moto/blob/0af643a5/tests/test_ec2/test_groups.py#L751) and #2348',
  ],
  [
    'a/b@df800e9e tests/ec2.DescribeSecurityGroups_1..3.json',
    '[a/b@df800e9e](https://github.com/a/b/tree/df800e9e) tests/ec2.DescribeSecurityGroups\\_1..3.json',
  ],
  ['a/b@df800e9e tests/placebo/*', '[a/b@df800e9e](https://github.com/a/b/tree/df800e9e) tests/placebo/\\*'],
  ['RFC 3986, section 2.1', '[RFC 3986, section 2.1](https://www.rfc-editor.org/rfc/rfc3986#section-2.1)'],
  ['RFC 9112, sections 6 to 8', '[RFC 9112](https://www.rfc-editor.org/rfc/rfc9112), sections 6 to 8'],
  [
    'XML 1.0 (Fifth Edition) and Namespaces in XML 1.0',
    '[XML 1.0 (Fifth Edition)](https://www.w3.org/TR/xml/) and [Namespaces in XML 1.0](https://www.w3.org/TR/xml-names/)',
  ],
  ['WHATWG URL Standard, parsing', '[WHATWG URL Standard](https://url.spec.whatwg.org/), parsing'],
  ['public recording of `a_b` <c>', 'public recording of `a_b` \\<c\\>'],
])('%s becomes %s', (source, markdown) => {
  expect(sourceLinks(source)).toBe(markdown);
});
