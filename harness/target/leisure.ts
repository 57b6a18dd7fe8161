/** Work that can wait until an answer is waited for: then it costs no time where the target takes longer than it. */
export class Leisure {
  readonly #works: (() => void)[] = [];

  /** It may never be done here: whoever needs it does it himself. What it throws is thrown there. */
  add(work: () => void): void {
    this.#works.push(work);
  }

  /** Does what there is, piece by piece, until the answer has come. Call it when the request was written. */
  useWhile(waiting: Promise<unknown>): void {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    waiting.then(over, over);
    const next = () => {
      const work = isOver ? undefined : this.#works.shift();
      if (work === undefined) {
        return;
      }
      try {
        work();
      } catch {
        // See add.
      }
      setImmediate(next);
    };
    setImmediate(next);
  }
}

/** What `make` makes, made when it is first asked for. After an error it is made anew. */
export function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
