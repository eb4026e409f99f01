import fc from 'fast-check'
import { beforeEach } from 'vitest'

/** A law that fails has killed its mutant: nobody waits for a smaller counterexample. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true })

/** Spends the whole of a large budget on purpose, which every mutant of the search would pay for: half of a run. */
const EXHAUSTING = 'too many combinations of wildcards are undecided, and say so'

beforeEach(({ task, skip }) => {
  skip(task.name === EXHAUSTING, 'takes too long for each mutant')
})
