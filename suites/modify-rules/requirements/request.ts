/** How a request travels, names that it does not know, and what its response has. */
import { documented, type RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const basic = 'modify-rules/ports';

const form = documented(
  'URL Standard, application/x-www-form-urlencoded: https://url.spec.whatwg.org/#application/x-www-form-urlencoded',
  'A form is a set of pairs',
);

const unknown = (means: string): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['modify-03', 'protocol-06', 'protocol-08'],
  dependsOn: [basic],
});

/** The topic `modify-request`. */
export const modifyRequest = topic('modify-request', {
  get: { level: 'MUST', means: 'A signed GET is carried out as a POST is', facts: ['protocol-01'], dependsOn: [basic] },
  'parameter-order': {
    level: 'MUST',
    means: 'The order of the parameters does not matter',
    evidence: [form],
    dependsOn: ['modify-rules/several'],
  },
  'unknown-name': unknown('A parameter that the operation does not have is refused with UnknownParameter'),
  'member-name': unknown('The IPv4 range is called CidrIpv4; CidrIp is refused'),
});

/** The topic `modify-response`. */
export const modifyResponse = topic('modify-response', {
  'no-rules': {
    level: 'MUST',
    means: 'A success lists no rules',
    facts: ['modify-02', 'modify-11'],
    dependsOn: [basic],
  },
});
