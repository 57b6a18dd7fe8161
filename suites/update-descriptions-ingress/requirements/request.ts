/** How a request names the group and travels, names that it does not know, and what its response has. */
import { documented } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const basic = 'description-update/ipv4';

const form = documented(
  'URL Standard, application/x-www-form-urlencoded: https://url.spec.whatwg.org/#application/x-www-form-urlencoded',
  'A form is a set of pairs; a plus sign is a space, and a percent sign with two digits is a byte',
);

/** The topic `description-request`. */
export const descriptionRequest = topic('description-request', {
  'group-name': {
    level: 'MUST',
    means: 'A group of the default VPC is named by GroupName',
    facts: ['descriptions-03', 'descriptions-05'],
    dependsOn: [basic, 'description-update/by-id'],
  },
  get: { level: 'MUST', means: 'A signed GET is carried out as a POST is', facts: ['protocol-01'], dependsOn: [basic] },
  'parameter-order': {
    level: 'MUST',
    means: 'The order of the parameters does not matter',
    evidence: [form],
    dependsOn: ['description-update/several'],
  },
  'percent-encoded': {
    level: 'MUST',
    means: 'Percent signs and plus signs of a description are decoded',
    evidence: [form],
    dependsOn: ['description-update/allowed-characters'],
  },
  'unknown-name': {
    level: 'MUST',
    means: 'A parameter that the operation does not have is refused with UnknownParameter',
    facts: ['descriptions-05', 'protocol-06', 'protocol-08'],
    dependsOn: [basic],
  },
});

/** The topic `description-response`. */
export const descriptionResponse = topic('description-response', {
  'no-rules': { level: 'MUST', means: 'A success lists no rules', facts: ['descriptions-04'], dependsOn: [basic] },
});
