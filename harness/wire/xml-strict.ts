/** Judges whether bytes are namespace-well-formed XML. The only module that knows saxes. */

export interface XmlFault {
  readonly kind: 'encoding' | 'doctype' | 'depth' | 'syntax';
  readonly explanation: string;
  /** From 1; absent when the fault has no place. */
  readonly line?: number;
  readonly column?: number;
}

/** What is wrong with the document; empty when it is well formed. */
export function judgeXml(bytes: Buffer, contentType: string | undefined): readonly XmlFault[] {
  void bytes;
  void contentType;
  throw new Error('not written yet');
}
