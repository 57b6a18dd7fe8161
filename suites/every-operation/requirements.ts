/** Requirements of every action of EC2 that follow from the service model, EC2's documentation or recordings: one sentence each. */
import { loadSpecification } from '../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../harness/register/register.ts';
import { documented, type Evidence, type TopicEntries } from '../../harness/register/requirement.ts';
import { topic } from '../../harness/register/topic.ts';

const API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';
const DRY_RUN = documented(
  `${API}/CommonParameters.html, and the parameter DryRun of every action that has it`,
  'A dry run checks permissions without making the request, and ends in the error DryRunOperation or UnauthorizedOperation',
);
const ERRORS = documented(`${API}/errors-overview.html`, 'errors that a client caused are of the 400 series');
const ENVELOPE = documented(
  `${API}/errors-overview.html`,
  'an error is a Response with Errors, Error, Code and Message, and a RequestID',
);
const QUERY = documented(`${API}/Query-Requests.html`);
const MODEL: Evidence = { grade: 'model', source: 'Service model of EC2, 2016-11-15, the output of each action' };
const INPUT: Evidence = { grade: 'model', source: 'Service model of EC2, 2016-11-15, the input of each action' };
const PROTOCOL = documented(
  'Smithy 2.0, AWS EC2 query protocol: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html',
);
const PAGING = documented(
  `${API}/Query-Requests.html, and the parameter NextToken of every paged action`,
  'the token of one response asks for the next page',
);

const dryRun: TopicEntries = {
  'not-carried-out': {
    level: 'MUST',
    means: 'A request with DryRun=true to an action that changes something does not succeed',
    evidence: [DRY_RUN],
    facts: ['dry-run-01', 'dry-run-10'],
  },
  'read-not-carried-out': {
    level: 'MUST',
    means: 'A request with DryRun=true to an action that only reads does not succeed',
    evidence: [DRY_RUN],
    facts: ['dry-run-10'],
  },
  status: {
    level: 'SHOULD',
    means: 'The error DryRunOperation has the status 412, and no other error has that status',
    facts: ['dry-run-01', 'dry-run-02'],
  },
  denied: {
    level: 'MUST',
    means: 'A dry run by an identity without permissions neither succeeds nor gets the error DryRunOperation',
    evidence: [DRY_RUN],
    facts: ['dry-run-07', 'dry-run-10'],
  },
  outcome: {
    level: 'OBSERVE',
    means:
      'How a dry run ends: with DryRunOperation or UnauthorizedOperation, with another error before that, or carried out because DryRun was ignored',
    facts: ['dry-run-03', 'dry-run-04', 'dry-run-05'],
  },
  'unknown-parameter': {
    level: 'OBSERVE',
    means: 'Whether a dry run refuses a parameter that the action does not have',
    facts: ['dry-run-09', 'protocol-06'],
  },
};

const read: TopicEntries = {
  root: {
    level: 'MUST',
    means: 'The root of a success is named for its action, with Response at the end',
    evidence: [PROTOCOL],
    facts: ['answer-01'],
  },
  namespace: {
    level: 'MUST',
    means: 'The root of a success is in the namespace of its API version, with or without a final slash',
    evidence: [MODEL],
    facts: ['answer-01'],
    accepts: ['final slash', 'no final slash'],
  },
  'request-id': {
    level: 'MUST',
    means: 'A success carries the id of its request in requestId',
    evidence: [PROTOCOL],
    facts: ['answer-08'],
  },
  'well-formed': {
    level: 'MUST',
    means: 'The body of a success is one well-formed XML document',
    evidence: [documented('XML 1.0 (Fifth Edition) and Namespaces in XML 1.0')],
  },
  'member-names': {
    level: 'MUST',
    means:
      'An element has the name that the service model gives it on the wire, in the same case, and not the name of the member in SDKs',
    evidence: [MODEL, PROTOCOL],
  },
  'list-elements': {
    level: 'MUST',
    means: 'The elements of a list have the name that the model gives them: item nearly everywhere',
    evidence: [MODEL, PROTOCOL],
  },
  structure: {
    level: 'MUST',
    means:
      'Lists and structures hold elements and no text, other members text and no elements, and a member that is not a list occurs once',
    evidence: [MODEL, PROTOCOL],
  },
  values: {
    level: 'MUST',
    means: 'A number is written in digits, a boolean as true or false, a timestamp in ISO 8601',
    evidence: [MODEL, PROTOCOL],
    facts: ['answer-16'],
  },
  'empty-values': {
    level: 'SHOULD',
    means: 'A number, boolean or timestamp that has no value is left out instead of being an empty element',
    evidence: [MODEL],
  },
  'unknown-members': { level: 'OBSERVE', means: 'Elements of a success that the model does not know' },
  refused: { level: 'OBSERVE', means: 'The error with which a read that is valid by the model is refused' },
  'next-page': {
    level: 'MUST',
    means: 'The request for the next page accepts the token that a page ends with',
    evidence: [PAGING],
  },
};

const refusal: TopicEntries = {
  'unknown-action': {
    level: 'MUST',
    means: 'An action that EC2 does not have is refused with a 4xx status',
    evidence: [ERRORS],
    facts: ['protocol-09'],
  },
  'unknown-action-code': {
    level: 'SHOULD',
    means: 'An action that EC2 does not have is refused with the code InvalidAction',
    facts: ['protocol-09'],
  },
  'unknown-parameter': {
    level: 'MUST',
    means: 'A read with a parameter that the action does not have is refused',
    evidence: [ERRORS],
    facts: ['protocol-06', 'protocol-08'],
  },
  'unknown-parameter-code': {
    level: 'SHOULD',
    means: 'A parameter that the action does not have is refused with the code UnknownParameter',
    facts: ['protocol-06', 'protocol-08'],
  },
  'missing-member': {
    level: 'MUST',
    means: 'A read without a member that the model requires is refused',
    evidence: [INPUT, ERRORS],
  },
  'missing-member-code': {
    level: 'SHOULD',
    means:
      'A read without a member that the model requires is refused with the code MissingParameter, or InvalidParameterCombination if it is one of several',
    evidence: [documented(`${API}/errors-overview.html`, 'MissingParameter: the request lacks a required parameter')],
  },
  integer: { level: 'SHOULD', means: 'A read with a word in place of a number is refused', evidence: [INPUT] },
  boolean: {
    level: 'SHOULD',
    means: 'A read with a boolean that is neither true nor false is refused',
    evidence: [INPUT],
  },
  timestamp: { level: 'SHOULD', means: 'A read with a malformed timestamp is refused', evidence: [INPUT] },
  id: {
    level: 'SHOULD',
    means: 'A read of a resource by a text that is not an id is refused',
    evidence: [
      documented(`${API}/errors-overview.html`, 'ids that are malformed or do not exist have codes of their own'),
    ],
  },
};

const envelope: TopicEntries = {
  'no-server-error': {
    level: 'MUST',
    means: 'No request, valid or not, gets a server error',
    evidence: [ERRORS],
  },
  error: {
    level: 'MUST',
    means: 'A refusal is a Response with Errors, Error, Code and Message: neither HTML nor JSON',
    evidence: [ENVELOPE],
    facts: ['answer-07'],
  },
  'error-request-id': {
    level: 'MUST',
    means: 'A refusal carries the id of its request in RequestID',
    evidence: [ENVELOPE],
    facts: ['answer-07', 'answer-08'],
  },
  'error-status': {
    level: 'MUST',
    means: 'A document that names an error does not come with a status of success',
    evidence: [ERRORS],
  },
};

const carriage: TopicEntries = {
  get: {
    level: 'MUST',
    means: 'A read sent as a GET with its parameters in the query succeeds as the POST does',
    evidence: [QUERY],
    facts: ['protocol-01'],
  },
  'parameter-case': {
    level: 'MUST',
    means: 'A read with dryRun instead of DryRun is refused: names of parameters are case-sensitive',
    facts: ['protocol-19', 'dry-run-09'],
  },
  'parameter-order': {
    level: 'MUST',
    means: 'A read with its parameters in reverse order, Action last, succeeds as in the usual order',
    evidence: [documented(`${API}/Query-Requests.html`, 'a request is a set of named parameters')],
    facts: ['protocol-01'],
  },
  list: {
    level: 'MUST',
    means: 'A list in flat form, such as Filter.1.Name and Filter.1.Value.1, is not refused as an unknown parameter',
    evidence: [QUERY, PROTOCOL],
    facts: ['protocol-11'],
  },
};

const signature: TopicEntries = {
  unsigned: {
    level: 'MUST',
    means: 'A read without a signature is refused, whatever the action',
    facts: ['auth-01', 'auth-12'],
  },
  wrong: {
    level: 'MUST',
    means: 'A read signed with another secret is refused, whatever the action',
    facts: ['auth-04', 'auth-12'],
  },
  expired: {
    level: 'MUST',
    means: 'A read that was signed an hour ago is refused, whatever the action',
    facts: ['auth-08', 'auth-09'],
  },
};

const sideEffects: TopicEntries = {
  'nothing-created': {
    level: 'MUST',
    means: 'After the dry runs and refused requests of a run, no read lists a resource that was not there before',
    evidence: [DRY_RUN],
    facts: ['dry-run-01'],
  },
};

/** In the order of the report. */
export const register: Register = buildRegister(
  [
    ...topic('dry-run', dryRun),
    ...topic('read', read),
    ...topic('refusal', refusal),
    ...topic('envelope', envelope),
    ...topic('carriage', carriage),
    ...topic('signature', signature),
    ...topic('side-effects', sideEffects),
  ],
  loadSpecification(),
);
