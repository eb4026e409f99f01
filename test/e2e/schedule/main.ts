import { runSchedule } from './run-schedule.ts'

/** `npm run test:schedules`: 500 events over 20 pull requests, or as many as EVENTS and PULLS say; SEED chooses others. */
const events = Number(process.env['EVENTS'] ?? 500)
const pulls = Number(process.env['PULLS'] ?? 20)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
console.log(`${events} events over ${pulls} pull requests (SEED=${seed})`)
const started = performance.now()
const seconds = () => Math.round((performance.now() - started) / 1000)
const faults = await runSchedule({
  events,
  pulls,
  seed,
  told: (event) => {
    if (event % 50 === 0) console.log(`  ${event} of ${events} after ${seconds()} s`)
  },
})
for (const fault of faults) console.error(fault)
console.log(
  faults.length === 0 ? `Every verdict is the one from scratch, after ${seconds()} s` : `${faults.length} faults`,
)
process.exitCode = faults.length === 0 ? 0 : 1
