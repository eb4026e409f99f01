import { Command, Option } from 'commander'
import { createClients } from '../adapters/github/clients.ts'
import { githubFloorSource } from '../adapters/github/floor-source.ts'
import { githubHookDeliveries } from '../adapters/github/hook-deliveries.ts'
import { githubSetup } from '../adapters/github/setup.ts'
import { githubSourceTrees } from '../adapters/github/source-trees.ts'
import { diagnose, isEnforced } from '../core/setup/diagnose.ts'
import type { SetupFacts } from '../core/setup/facts.ts'
import { boundedText } from '../core/text/quoted-text.ts'
import { type EnvironmentReading, readEnvironment, type ServerConfig } from '../intake/environment.ts'
import { Fault } from '../ports/fault.ts'
import { type CommandStreams, processStreams, written } from './command-streams.ts'
import { type Asked, type GitHubFacts, type GitHubSources, gatherGitHub } from './doctor-github.ts'
import { machineFacts } from './doctor-machine.ts'
import { doctorJson, doctorText } from './doctor-output.ts'
import { ENVIRONMENT_FAULT } from './exit-codes.ts'
import { withProgress } from './progress.ts'
import { terminalStyle } from './terminal-style.ts'

interface DoctorOptions {
  readonly repo?: string
  readonly branch?: string
  readonly format: 'text' | 'json'
}

/** What a test sets in place of this process's own. */
export interface DoctorProcess {
  readonly streams: CommandStreams
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** `countersign doctor`: whether the gate is set up so that it holds, and what of that cannot be seen. */
export function doctorCommand({ streams, variables }: DoctorProcess = PROCESS): Command {
  const command = new Command('doctor')
    .description('Says whether the gate on GitHub is enforced, what is wrong with its setup, and how to put it right')
    .option('--repo <owner/name>', 'the repository whose branch must be gated')
    .option('--branch <name>', "its branch; without it the repository's default branch")
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
  return command.action(async ({ repo, branch, format }: DoctorOptions) => {
    const asked = repo === undefined ? undefined : readName(repo, branch)
    if (repo !== undefined && asked === undefined) return command.error(`error: --repo ${repo} is not OWNER/NAME`)
    if (repo === undefined && branch !== undefined) return command.error('error: --branch needs --repo')
    const facts = await withProgress('examining the setup', gather(variables, asked))
    const groups = diagnose(facts)
    const enforced = facts.unread === undefined && isEnforced(groups)
    const text =
      format === 'json' ? doctorJson(groups, enforced) : doctorText(groups, enforced, terminalStyle(process.stdout))
    await written(streams.stdout, text)
    streams.setExitCode(facts.unread === undefined ? Number(!enforced) : ENVIRONMENT_FAULT)
  })
}

const PROCESS: DoctorProcess = { streams: processStreams, variables: process.env }

const HELP = `
Reads the app's credentials from the environment as the server does (APP_ID, PRIVATE_KEY_PATH, WEBHOOK_SECRET, …);
without them only this machine is examined. Nothing is changed anywhere.

✓ as it should be   i advice   ! a way round or a risk   ✗ not enforced, or broken   ? not visible

Exit code: 0 enforced, 1 something is not enforced or broken, 2 GitHub could not be asked, 64 usage`

function readName(repo: string, branch: string | undefined): Asked | undefined {
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(repo) ?? []
  if (owner === undefined || name === undefined) return undefined
  return { owner, repo: name, ...(branch === undefined ? {} : { branch }) }
}

async function gather(variables: DoctorProcess['variables'], asked: Asked | undefined): Promise<SetupFacts> {
  const reading = readEnvironment(variables)
  const machine = await machineFacts(reading, variables)
  return { machine, ...(await gitHubFacts(reading, asked)) }
}

async function gitHubFacts(reading: EnvironmentReading, asked: Asked | undefined): Promise<GitHubFacts> {
  if (reading.kind === 'problems') return { unread: NO_CREDENTIALS, installations: [] }
  try {
    return await gatherGitHub(await sourcesOf(reading.config), asked)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const fix = `See that this machine reaches ${reading.config.apiUrl}, and run this again.`
    return { unread: { why: boundedText(error.message), fix }, installations: [] }
  }
}

const NO_CREDENTIALS = {
  why: "the environment does not hold the app's credentials",
  fix: 'Set APP_ID, PRIVATE_KEY_PATH and WEBHOOK_SECRET as for the server, and run this again.',
}

async function sourcesOf(config: ServerConfig): Promise<GitHubSources> {
  const { appId, privateKey, apiUrl: baseUrl } = config
  const clients = await createClients({ appId, privateKey, baseUrl })
  return {
    setup: githubSetup(clients, { now: Date.now }),
    deliveries: githubHookDeliveries(clients.app),
    floorSource: githubFloorSource(clients.installation, { now: Date.now }),
    trees: (repository) => githubSourceTrees(clients.installation, repository),
  }
}
