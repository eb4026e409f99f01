import { fileURLToPath } from 'node:url'
import { Command, CommanderError } from 'commander'
import { Fault } from '../ports/fault.ts'
import { ENVIRONMENT_FAULT, USAGE } from './exit-codes.ts'

/** The command line: parses arguments, runs one command, and turns what went wrong into its exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('countersign')
    .description('Proves what access an infrastructure change adds, and asks for a second human where it does')
    .showHelpAfterError('(countersign --help lists the commands and their options)')
  for (const command of await commandsFor(argv)) program.addCommand(command)
  for (const command of [program, ...program.commands]) command.exitOverride()
  // A reader that has seen enough (`| head`) is no error to report, and no verdict either.
  process.stdout.on('error', () => process.exit(ENVIRONMENT_FAULT))
  try {
    await program.parseAsync([...argv])
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

/** Each command is loaded when it is asked for: what a review needs takes a batch of comparisons memory. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  review: async () => (await import('./review.ts')).reviewCommand(),
  compare: async () => (await import('./compare.ts')).compareCommand(),
  authorship: async () => (await import('./authorship.ts')).authorshipCommand(),
  backtest: async () => (await import('./backtest.ts')).backtestCommand(),
  rules: async () => (await import('./rules.ts')).rulesCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  redeliver: async () => (await import('./redeliver.ts')).redeliverCommand(),
}

/** The command that the arguments name, or all of them, for the help. */
async function commandsFor([, , name = '']: readonly string[]): Promise<readonly Command[]> {
  const named = Object.entries(COMMANDS).filter(([each]) => each === name)
  return Promise.all((named.length > 0 ? named : Object.entries(COMMANDS)).map(([, load]) => load()))
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE
  if (error instanceof Fault) {
    process.stderr.write(`countersign: ${error.message}\n`)
    return ENVIRONMENT_FAULT
  }
  process.stderr.write(
    `countersign: internal error, please report it: ${error instanceof Error ? error.stack : error}\n`,
  )
  return ENVIRONMENT_FAULT
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv)
