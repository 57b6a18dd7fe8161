/** Other responses to what is disputed, not known or left to each target. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Choices } from '../../reference/choices.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Apply, Variant } from '../fault.ts';

const choiceVariant = (id: string, means: string, choices: Partial<Choices>): Variant => ({
  id,
  means,
  apply: (b) => changed(b, { choices }),
});

const variant = (id: string, means: string, apply: Apply): Variant => ({ id, means, apply });

const disputed: readonly Variant[] = [
  choiceVariant('default-vpc-refuses', 'refuses a revoke of an absent rule in the default VPC too', {
    mismatchInDefaultVpc: 'refused',
  }),
  choiceVariant('name-elsewhere-invalid', 'calls the name of a group outside the default VPC an invalid value', {
    nameOutsideDefaultVpc: 'invalid-value',
  }),
  choiceVariant('id-and-name-refused', 'refuses the id and the name of a group in one request', {
    idAndName: 'refused',
  }),
  choiceVariant('no-source-ignored', 'takes a permission without a source for nothing', {
    permissionWithoutSource: 'ignored',
  }),
  choiceVariant('mixed-sources-refused', 'refuses ranges and groups in one permission', { mixedSources: 'refused' }),
  choiceVariant('ids-before-permissions', 'reads rule ids and ignores permissions beside them', {
    idsAndPermissions: 'ids-count',
  }),
  choiceVariant('repeated-id-refused', 'refuses a rule id that occurs twice', { repeatedRuleId: 'refused' }),
  choiceVariant('empty-sets-present', 'sends empty lists', { emptySets: 'present' }),
  choiceVariant('namespace-without-slash', 'ends the namespace without a slash', { namespaceSlash: false }),
  choiceVariant('mismatch-named-so', 'answers a wrong signature with SignatureDoesNotMatch', {
    badSignature: 'signature-does-not-match',
  }),
  choiceVariant('malformed-cidr-as-permission', 'calls a permission malformed when its range is', {
    malformedCidr: 'malformed-permission',
  }),
  choiceVariant('window-of-five-minutes', 'takes dates of up to five minutes from its own', { clockWindowMinutes: 5 }),
  choiceVariant('booleans-in-any-case', 'takes True, FALSE, 1 and 0 for booleans', { booleans: 'any-case-and-digits' }),
  choiceVariant('other-bodies-not-read', 'reads no body that does not call itself a form', {
    otherContentTypes: 'not-read',
  }),
  choiceVariant('bad-escapes-read', 'reads stray percent signs literally', { badEncoding: 'read-leniently' }),
  choiceVariant('old-versions-refused', 'serves the newest version alone', { oldVersions: 'refused' }),
];

const forbidden = () => new Refusal(403, 'AuthFailure', 'These credentials cannot be validated.');

/** Takes no ids but those of seventeen digits, the form that the list of errors asks for. */
export const longestIdsOnly: Apply = (b) => {
  const long = (read: (text: string) => string | undefined) => (id: string) =>
    /-[0-9a-f]{17}$/.test(id) ? read(id) : undefined;
  const { groupId, ruleId, vpcId } = b.forms;
  return changed(b, { forms: { groupId: long(groupId), ruleId: long(ruleId), vpcId: long(vpcId) } });
};

const codes: readonly Variant[] = [
  variant('unsigned-forbidden', 'answers an unsigned request with 403 MissingAuthenticationToken', (b) =>
    changed(b, {
      signing: { unsigned: () => new Refusal(403, 'MissingAuthenticationToken', 'No signature was sent.') },
    }),
  ),
  variant('unknown-key-forbidden', 'answers an unknown key with 403 InvalidClientTokenId', (b) =>
    changed(b, {
      signing: { flaws: { 'unknown-key': () => new Refusal(403, 'InvalidClientTokenId', 'There is no such key.') } },
    }),
  ),
  variant(
    'wrong-signature-forbidden',
    'answers a wrong signature, or one that is not current, with 403 AuthFailure',
    (b) => changed(b, { signing: { flaws: { mismatch: forbidden, expired: forbidden, 'in-future': forbidden } } }),
  ),
  variant(
    'longest-ids-only',
    'refuses ids of groups and rules that have not seventeen digits as malformed',
    longestIdsOnly,
  ),
  variant('expired-as-documented-elsewhere', 'responds with InvalidSecurity.RequestHasExpired', (b) =>
    changed(b, {
      errors: {
        requestExpired: () => new Refusal(400, 'InvalidSecurity.RequestHasExpired', 'Too late, or too early.'),
      },
    }),
  ),
  variant('unknown-action-not-found', 'answers an unknown action with status 404', (b) =>
    changed(b, { errors: { unknownAction: () => new Refusal(404, 'InvalidAction', 'There is no such action.') } }),
  ),
  variant('missing-action-as-parameter', 'answers a missing Action with MissingParameter', (b) =>
    changed(b, { errors: { missingAction: () => new Refusal(400, 'MissingParameter', 'Action is missing.') } }),
  ),
];

const forms: readonly Variant[] = [
  variant('named-protocols-by-name-only', 'does not take 1, 6, 17 and 58 for protocols', (b) =>
    reading(b, 'protocol', (text) => !['1', '6', '17', '58'].includes(text)),
  ),
  variant('protocols-in-lower-case-only', 'does not take TCP for a protocol', (b) =>
    reading(b, 'protocol', (text) => text === text.toLowerCase()),
  ),
  variant('ranges-without-host-bits-only', 'refuses IPv4 ranges that are not written as they are stored', (b) =>
    reading(b, 'ipv4Cidr', (text) => b.forms.ipv4Cidr(text) === text),
  ),
  variant('canonical-ipv6-only', 'refuses IPv6 ranges that are not written as they are stored', (b) =>
    reading(b, 'ipv6Cidr', (text) => b.forms.ipv6Cidr(text) === text),
  ),
  variant('unknown-nested-names-ignored', 'ignores unknown members of a permission', (b) =>
    changed(b, {
      checks: {
        parameterNames: (call) =>
          b.checks.parameterNames({ ...call, pairs: call.pairs.filter(([name]) => !name.endsWith('.Colour')) }),
      },
    }),
  ),
];

const state: readonly Variant[] = [
  variant('ids-of-eight-digits', 'gives ids of eight digits, as EC2 once did', (b) =>
    changed(b, { state: { newId: (prefix) => b.state.newId(prefix).slice(0, prefix.length + 8) } }),
  ),
  variant('rules-in-reverse-order', 'describes rules in the reverse order', (b) =>
    changed(b, {
      state: { visibleRules: (group, direction, call) => [...b.state.visibleRules(group, direction, call)].reverse() },
    }),
  ),
  variant('plain-request-ids', 'counts its requests instead of giving them UUIDs', (b) => {
    let count = 0;
    return changed(b, { state: { newRequestId: () => `request-${++count}` } });
  }),
  variant('request-ids-in-upper-case', 'writes request ids in upper case', (b) =>
    changed(b, { state: { newRequestId: () => b.state.newRequestId().toUpperCase() } }),
  ),
];

/** Takes only texts of a form that fit. */
function reading(b: Behaviour, form: 'protocol' | 'ipv4Cidr' | 'ipv6Cidr', fits: (text: string) => boolean): Behaviour {
  const read = b.forms[form];
  return changed(b, { forms: { [form]: (text: string) => (fits(text) ? read(text) : undefined) } });
}

/** Other responses to what is disputed, not known or left to each target. */
export const choiceVariants: readonly Variant[] = [...disputed, ...codes, ...forms, ...state];
