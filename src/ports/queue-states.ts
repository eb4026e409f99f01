/** What waits in a queue of jobs. */
export interface QueueState {
  /** A `background-examination` is one that waits behind those that events ask for of single pull requests. */
  readonly kind: 'delivery' | 'examination' | 'background-examination' | 'merge-group' | 'watch' | 'command' | 'fan-out'
  /** Jobs that could run now, and do not yet. */
  readonly waiting: number
  /** Jobs that wait for a time to come: retries, and what GitHub wanted to be asked later. */
  readonly delayed: number
  readonly running: number
  /** For how long the oldest of `waiting` could have run; 0 where none waits. */
  readonly oldestSeconds: number
}

/** The queues, each kind once, also where it is empty. Throws `Fault`. */
export type QueueStates = () => Promise<readonly QueueState[]>
