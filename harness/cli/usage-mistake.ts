/** The command was used wrongly: the message says what, where and what to do next. Exit code 2. */
export class UsageMistake extends Error {
  override readonly name = 'UsageMistake';
}
