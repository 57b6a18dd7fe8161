/** Words of a former private vocabulary, each with the standard word that replaced it. */
export interface RetiredWord {
  /** Matched against single lines, without regard to case. */
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly instead: string;
}

/** Add a word once no line has it any more. */
export const retiredWords: readonly RetiredWord[] = [
  { pattern: /demand/i, instead: 'requirement, require' },
  { pattern: /\bdepart(s|ed|ing|ures?)?\b/i, instead: 'mismatch, differ, not meet' },
  { pattern: /stunt/i, instead: 'misbehaviour' },
  { pattern: /unbroken/i, instead: 'without a mutant' },
  { pattern: /\bmend(s|ed|ing)?\b/i, instead: 'fix' },
  { pattern: /tell-?tale/i, instead: 'echoing server' },
  { pattern: /little.?client/i, instead: 'reference client' },
  { pattern: /ways? to be wrong/i, instead: 'fault' },
  { pattern: /retell|retold/i, instead: 'reconstruct the history' },
  { pattern: /\bleisure/i, instead: 'deferred work' },
  { pattern: /briefing/i, instead: 'handshake' },
  { pattern: /hindrance/i, instead: 'transport statistics, retry statistics' },
  { pattern: /remnant/i, instead: 'leaked resource' },
  { pattern: /\bplugs?\b/i, instead: 'adapter' },
  { pattern: /\blen(t|ds?|ding)\b/i, instead: 'acquire, use' },
  { pattern: /\bthe word on\b/i, instead: 'verdict' },
  { pattern: /\b(test|new|named|small) worlds?\b|\bworlds? of rules\b|worldPlaceholders/i, instead: 'test groups' },
  { pattern: /\bspeaks? (for|of)\b/i, instead: 'cover, be about' },
  { pattern: /\b(speaks|spoken)For/, instead: 'covers' },
  { pattern: /nearest accepted response/i, instead: 'if the response is ...' },
  { pattern: /\bfalls? over\b/i, instead: 'fail' },
  { pattern: /(?<!\bthere )\bis no (XML|well-formed)\b/i, instead: 'is not' },
  { pattern: /\banswers success\b/i, instead: 'responds with success' },
  { pattern: /\bno calls (were )?left\b/i, instead: 'the call limit was reached' },
  { pattern: /\bpass(es|ed)? over\b/i, instead: 'ignore, skip' },
  { pattern: /\b(held|holds?) back\b/i, instead: 'exclude, redact' },
  { pattern: /foresee|foresaw/i, instead: 'predict' },
  { pattern: /\b(is|are|was|were) told\b/i, instead: 'reported, named, given' },
  { pattern: /\bunasked\b/i, instead: 'not asked' },
  { pattern: /\bin vain\b/i, instead: 'without success' },
  { pattern: /(?<!-)\btold\b/i, instead: 'reported, returned, distinguished' },
  { pattern: /\btells? (no|of|apart)\b/i, instead: 'return, list, distinguish' },
  { pattern: /\bstanding (rules?|ones?)\b/i, instead: 'existing' },
  {
    pattern: /\b(rules?|ones?|what|nothing) (that |which )?(still )?(stands?|stood)\b(?! (in )?for)/i,
    instead: 'exist, be in',
  },
  { pattern: /\bas (it|they) stands?\b/i, instead: 'unchanged' },
  { pattern: /judge?ment/i, instead: 'verdict, check' },
  { pattern: /\bthat there (is|are) not\b/i, instead: 'that does not exist' },
  { pattern: /\bwhat becomes of\b/i, instead: 'what happens to' },
  {
    pattern: /(Http|Expected|Scripted|Reference|Predicted|Unreadable)Answer|maxAnswerBytes|'no-answer'/,
    instead: 'response',
  },
  { pattern: /\b(HTTP|error|interim) answers?\b/i, instead: 'response' },
  { pattern: /\bembedded reference target\b/i, instead: 'embedded target' },
];

/** A line that has a retired word. */
export interface RetiredUse {
  readonly line: number;
  readonly word: string;
  readonly instead: string;
}

/** Every retired word in a text, in the order of the lines. */
export function retiredUses(text: string): readonly RetiredUse[] {
  return text
    .split('\n')
    .flatMap((content, index) =>
      retiredWords.flatMap(({ pattern, instead }) =>
        [...content.matchAll(new RegExp(pattern, 'gi'))].map(([word]) => ({ line: index + 1, word, instead })),
      ),
    );
}
