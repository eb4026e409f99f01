import type { Alerts } from '../ports/alerts.ts'
import type { CommandHandlers, CommandJob } from '../ports/commands.ts'
import { type CommandDependencies, type CommandOutcome, runCommand } from './run-command.ts'

/** What runs the commands of people. `told` hears what became of each. */
export function commandHandlers(
  dependencies: CommandDependencies,
  alerts: Alerts,
  told: (job: CommandJob, outcome: CommandOutcome) => void,
): CommandHandlers {
  return {
    run: async (job) => told(job, await runCommand(job, dependencies)),
    abandoned: ({ key }, reason) => alerts.raise({ kind: 'job-abandoned', job: { kind: 'command', key, reason } }),
  }
}
