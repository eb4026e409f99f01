import { once } from 'node:events'
import { readEnvironment } from '../../src/intake/environment.ts'
import { runUntilSignalled } from '../../src/intake/run-until-signalled.ts'

/** A server that says that it listens, and has started once a line arrives; run by `run-until-signalled.test.ts`. */
await runUntilSignalled(readEnvironment(process.env), async () => {
  process.stdout.write('listens\n')
  await once(process.stdin, 'data')
  return {
    close: async () => {
      process.stdout.write('closed\n')
    },
  }
})
