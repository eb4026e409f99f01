/** A command that changes what runs, in the words in which it stands in a script. */
export type ApplyCommand = string

/**
 * The commands in a shell script that change infrastructure: `terraform apply` and its like. Words decide, wherever
 * the tool stands in a command (`npx cdk deploy`, `docker run hashicorp/terraform apply`); the first word after it
 * that is one of its verbs says what it does. What is only printed, commented or a dry run is none.
 */
export function applyCommands(script: string): readonly ApplyCommand[] {
  return segmentsOf(script).flatMap((segment) => {
    const found = commandIn(segment)
    return found === undefined ? [] : [found]
  })
}

/** Longer scripts are read to here; a workflow file is shorter than that. */
const MAX_SEGMENTS = 5_000

interface Tool {
  readonly applies: readonly string[]
  /** Verbs that change nothing: what comes after them are their arguments. */
  readonly harmless: readonly string[]
  /** A word that must stand before the verb. */
  readonly after?: string
  readonly dryRun?: RegExp
}

const TERRAFORM: Tool = {
  applies: ['apply', 'destroy'],
  harmless: ['plan', 'init', 'validate', 'show', 'fmt', 'output', 'state', 'workspace', 'test', 'graph', 'providers'],
}
const CDK: Tool = { applies: ['deploy', 'destroy'], harmless: ['synth', 'diff', 'list', 'ls', 'bootstrap', 'get'] }
const DRY_RUN = /^--dry-run(=(client|server|true))?$/

const TOOLS: ReadonlyMap<string, Tool> = new Map([
  ['terraform', TERRAFORM],
  ['tofu', TERRAFORM],
  ['opentofu', TERRAFORM],
  [
    'terragrunt',
    {
      applies: ['apply', 'destroy', 'apply-all', 'destroy-all'],
      harmless: [...TERRAFORM.harmless, 'plan-all', 'hcl', 'render', 'output-all', 'validate-all'],
    },
  ],
  ['cdktf', CDK],
  ['cdk', CDK],
  ['pulumi', { applies: ['up', 'update', 'destroy'], harmless: ['preview', 'config', 'login', 'stack', 'install'] }],
  ['kubectl', { applies: ['apply'], harmless: ['diff', 'get', 'describe', 'config', 'create'], dryRun: DRY_RUN }],
  ['helm', { applies: ['upgrade'], harmless: ['template', 'lint', 'diff', 'repo', 'list'], dryRun: DRY_RUN }],
  ['aws', { applies: ['deploy'], harmless: [], after: 'cloudformation', dryRun: /^--no-execute-changeset$/ }],
  ['sam', { applies: ['deploy'], harmless: ['build', 'validate', 'package'], dryRun: /^--no-execute-changeset$/ }],
])

/** Commands one by one; a backslash at the end of a line goes on. */
function segmentsOf(script: string): readonly string[] {
  return script
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/[\n;|&]+/, MAX_SEGMENTS)
    .map((segment) => segment.trim())
}

const ONLY_PRINTS = new Set(['echo', 'printf', '#', 'grep', ':'])

function commandIn(segment: string): string | undefined {
  const words = uncommented(segment.split(/\s+/).slice(0, MAX_WORDS))
  if (words[0] === undefined || ONLY_PRINTS.has(words[0])) return undefined
  for (const [index, word] of words.entries()) {
    const name = toolName(word)
    const tool = TOOLS.get(name)
    const verb = tool && appliedVerb(words.slice(index + 1).map(bare), tool)
    if (verb !== undefined) return `${name} ${verb}`
  }
  return undefined
}

const MAX_WORDS = 200

function uncommented(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => word.startsWith('#'))
  return at === -1 ? words : words.slice(0, at)
}

/** `/usr/bin/terraform`, `hashicorp/terraform:1.9`, `"terraform`, `$(terraform` are all terraform. */
function toolName(word: string): string {
  return (bare(word).split('/').at(-1) ?? '').split(/[:@]/)[0] ?? ''
}

function bare(word: string): string {
  return word.replace(/^["'$({`]+/, '').replace(/["')}`]+$/, '')
}

function appliedVerb(words: readonly string[], { applies, harmless, after, dryRun }: Tool): string | undefined {
  if (dryRun !== undefined && words.some((word) => dryRun.test(word))) return undefined
  const start = after === undefined ? 0 : words.indexOf(after) + 1
  if (after !== undefined && start === 0) return undefined
  const verb = words.slice(start).find((word) => applies.includes(word) || harmless.includes(word))
  if (verb === undefined || harmless.includes(verb)) return undefined
  return after === undefined ? verb : `${after} ${verb}`
}
