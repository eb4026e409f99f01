/**
 * Tells all processes on the same data that what they remember of GitHub's answers about an account is outdated: an
 * event is heard by one of them. Every method throws `Fault`.
 */
export interface OutdatedAnswers {
  /** How often that has happened to the account; 0 where it never has. */
  times(owner: string): Promise<number>
  /** It has happened. */
  outdate(owner: string): Promise<void>
}
