import { Command } from 'commander'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import { type CommandStreams, processStreams } from './command-streams.ts'
import { rulesExplainCommand } from './rules-explain.ts'
import { rulesListCommand } from './rules-list.ts'
import { rulesNewCommand } from './rules-new.ts'
import { rulesSchemaCommand } from './rules-schema.ts'
import { rulesShowCommand } from './rules-show.ts'
import { rulesTestCommand } from './rules-test.ts'
import { rulesValidateCommand } from './rules-validate.ts'

/** `countersign rules`: what one does with rules and settings before they hold anybody's merge. */
export function rulesCommand(streams: CommandStreams = processStreams, secondOpinion?: SecondOpinion): Command {
  const command = new Command('rules').description('Checks settings and rules, shows them, tests them, begins new ones')
  const parts = [
    rulesListCommand(streams),
    rulesShowCommand(streams),
    rulesValidateCommand(streams),
    rulesTestCommand(streams, secondOpinion),
    rulesExplainCommand(streams, secondOpinion),
    rulesNewCommand(streams),
    rulesSchemaCommand(streams),
  ]
  // Misuse is an error to the caller, which knows the exit code for it, and ends no process.
  for (const part of parts) command.addCommand(part.exitOverride())
  return command
}
