/** A client's signature, judged stage by stage: the first stage that fails speaks, those behind it are not reached. */
import type { Mismatch } from '../../checks/finding.ts';
import type { SignatureStage } from '../../wire/signing/signature-flaw.ts';
import type { RequestSubject } from './request-subject.ts';

/** In the order of checking. */
const stages: readonly SignatureStage[] = [
  'authorization-syntax',
  'algorithm',
  'credential-scope',
  'signed-headers',
  'date',
  'access-key',
  'security-token',
  'payload-hash',
  'signature',
];

/** Whether the check of this stage was reached: every one before it went well. */
export function reachedStage({ signature }: RequestSubject, stage: SignatureStage): boolean {
  if (signature.verdict === 'valid') return true;
  return signature.verdict === 'invalid' && stages.indexOf(signature.stage) >= stages.indexOf(stage);
}

/** What is wrong at this stage; nothing when it, or an earlier one, is not where the signature fails. */
export function judgeStage(subject: RequestSubject, stage: SignatureStage): readonly Mismatch[] {
  const { signature, nearest } = subject;
  if (signature.verdict !== 'invalid' || signature.stage !== stage) return [];
  const observed = nearest === undefined ? signature.explanation : `${signature.explanation}; ${nearest}`;
  return [{ kind: 'signature', at: `signature, ${stage}`, expected: expectation(subject, stage), observed }];
}

/** Signed at all, and with version 4. */
export function judgeSigned({ signature }: RequestSubject): readonly Mismatch[] {
  if (signature.verdict === 'valid' || signature.verdict === 'invalid') return [];
  const observed = signature.verdict === 'legacy' ? `legacy: ${signature.explanation}` : signature.explanation;
  return [{ kind: 'signature', at: 'signature', expected: 'Signature Version 4', observed }];
}

function expectation({ signature }: RequestSubject, stage: SignatureStage): string {
  const workings = 'workings' in signature ? signature.workings : undefined;
  if (stage !== 'signature' || workings === undefined) return `a right ${stage.replaceAll('-', ' ')}`;
  return `the signature of this canonical request:\n${workings.canonicalRequest}\nby way of this string to sign:\n${workings.stringToSign}`;
}
