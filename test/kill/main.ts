import { killRounds } from './kill-rounds.ts'

/** `npm run test:kill`: a hundred rounds of it, or as many as ROUNDS says; SEED chooses other ones. */
const rounds = Number(process.env['ROUNDS'] ?? 100)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
console.log(`The server is killed ${rounds} times (SEED=${seed})`)
const started = performance.now()
const faults = await killRounds({
  rounds,
  seed,
  told: (round) => {
    if (round % 10 === 0)
      console.log(`  ${round} of ${rounds} after ${Math.round((performance.now() - started) / 1000)} s`)
  },
})
for (const fault of faults) console.error(fault)
console.log(
  faults.length === 0 ? 'Nothing is lost, left open, doubled or passed without cause' : `${faults.length} faults`,
)
process.exitCode = faults.length === 0 ? 0 : 1
