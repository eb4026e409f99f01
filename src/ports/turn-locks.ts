/** Keeps processes on the same data from doing the same thing at the same time. */
export interface TurnLocks {
  /**
   * Does the work while no other process does work of this name. Throws `Fault` where the lock could not be had in two
   * minutes, and where it was lost meanwhile: then the work may have been done beside another one's and is to be done
   * again.
   */
  hold<T>(name: string, work: () => Promise<T>): Promise<T>
}
