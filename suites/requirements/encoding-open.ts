/** What no source settles about the encoding of parameters: asked, recorded in the report, held against nobody. */
import { observe, type RequirementEntry } from '../../harness/register/requirement.ts';

/** Open questions of the topic `encoding`, by slug. */
export const openEncoding: Readonly<Record<string, RequirementEntry>> = {
  'parameters-in-post-url': observe('A POST with all its parameters in the URL and no body is served', {
    facts: ['protocol-01'],
  }),
  'body-and-url': observe('A parameter that is in the body and in the URL with two values has one meaning'),
  'content-type-text-xml': observe('A form body that calls itself text/xml is read or refused', { outline: ['4.4'] }),
  'content-type-missing': observe('A form body without a Content-Type is read or refused', { outline: ['4.3', '4.4'] }),
  'json-body': observe('A JSON body is refused', { facts: ['protocol-04'] }),
  'version-missing': observe('A request without Version is refused or served', {
    outline: ['5.1'],
    facts: ['protocol-10'],
  }),
  'version-unknown': observe('A Version that EC2 never had is refused or served', {
    outline: ['5.1'],
    facts: ['protocol-10'],
  }),
  'version-old': observe('A Version of earlier years is served', { facts: ['protocol-05'] }),
  'action-case': observe('The name of an action is case-sensitive', { outline: ['5.2'] }),
  'source-group-name': observe('SourceSecurityGroupName revokes a rule of the source group, or is refused', {
    outline: ['6.24'],
    facts: ['protocol-12'],
  }),
  'source-group-owner': observe('SourceSecurityGroupOwnerId is read, ignored or refused', {
    outline: ['6.4'],
    facts: ['matching-36'],
  }),
  'unknown-nested-name': observe('An unknown member of a permission is refused with UnknownParameter', {
    facts: ['protocol-06'],
  }),
  'list-index-zero': observe('An element numbered 0 is refused, ignored or counted', { facts: ['protocol-15'] }),
  'list-gap': observe('A list whose numbers leave one out is refused, cut short or read whole'),
  'list-leading-zero': observe('An element numbered 01 is the first one or no element'),
  'list-member-segment': observe('A list with a .member. or .item. segment is refused or ignored', {
    facts: ['protocol-11'],
  }),
  'list-without-number': observe('A list parameter without a number is refused or read as its first element'),
  'duplicate-name': observe('A parameter given twice has one meaning'),
  'empty-scalar': observe('A scalar without a value is refused or read as left out'),
  'integer-forms': observe(
    'Signs, leading zeros, fractions, other bases and overflow of an integer are read or refused',
  ),
  'percent-broken': observe('A percent sign without two hexadecimal digits is refused or read literally'),
  'utf8-broken': observe('Percent-encoded bytes that are not UTF-8 are refused or read somehow'),
  'empty-pair': observe('Empty pairs between ampersands are skipped'),
  'space-as-plus-in-url': observe('A plus sign in the query of a GET is a space'),
};
