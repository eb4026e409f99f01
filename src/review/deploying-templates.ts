import { configureTemplate } from '../core/configuration/cloudformation/configure.ts'
import type { ModuleAccess } from '../core/configuration/terraform/module-access.ts'
import { fileNameOf } from '../core/configuration/terraform/paths.ts'
import { hasWord } from '../core/text/has-word.ts'
import { Fault } from '../ports/fault.ts'
import { findIn, loading } from './loaded-template.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/** Which templates of a repository deploy which others, on one side. */
export interface Deployments {
  /** Templates that deploy a path, directly or through others. */
  of(path: string): ReadonlySet<string>
  /**
   * Whether something may deploy the template at a path of which that is not known: a template, by what is written of
   * the place of another one, or a file that is none and names it.
   */
  mayDeployUnseen(path: string): boolean
}

export type DeploymentsOfSides = Readonly<Record<'base' | 'head', Deployments>>

/** Files of a repository that are read to find who deploys a template: in a larger one nobody knows. */
const MAX_SEARCHED_FILES = 300

/**
 * Who deploys whom on both sides, of all templates in the repository. Undefined where that cannot be known, since there
 * are too many files or one of them cannot be read.
 */
export async function findDeployments(
  base: SideTexts,
  head: SideTexts,
  memory: TerraformMemory,
): Promise<DeploymentsOfSides | undefined> {
  try {
    return await deploymentsOn(base, head, memory)
  } catch (error) {
    // A partial clone lacks files that the change has nothing to do with.
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

async function deploymentsOn(
  base: SideTexts,
  head: SideTexts,
  memory: TerraformMemory,
): Promise<DeploymentsOfSides | undefined> {
  const [before, after] = [candidatesIn(base), candidatesIn(head)]
  if (Math.max(before.length, after.length) > MAX_SEARCHED_FILES) return undefined
  await head.load(after)
  // What is the same on both sides and deploys nothing need not be read twice.
  const isNone = (path: string) =>
    base.entries.get(path)?.id === head.entries.get(path)?.id && !deploysSomething(head.texts.get(path))
  const rest = before.filter((path) => !isNone(path))
  await base.load(rest)
  if (after.some((path) => head.unreadable.has(path)) || rest.some((path) => base.unreadable.has(path)))
    return undefined
  const texts = [...after.map((path) => textOf(head, path, memory)), ...rest.map((path) => textOf(base, path, memory))]
  const others = texts.filter((text) => text !== undefined)
  return {
    base: await deploymentsIn(base, rest, others, memory),
    head: await deploymentsIn(head, after, others, memory),
  }
}

/**
 * What a file says that may deploy templates by naming them: one that is no template itself, such as a workflow, and
 * one that puts what stands elsewhere among its own resources.
 */
function textOf(side: SideTexts, path: string, memory: TerraformMemory): string | undefined {
  const text = side.texts.get(path)
  if (text === undefined || path.endsWith('.toml')) return text
  const { template } = memory.template(side.originOf(path), text)
  return template === undefined || template.included !== undefined || text.includes('AWS::Include') ? text : undefined
}

function candidatesIn(side: SideTexts): readonly string[] {
  return [...side.entries.keys()].filter((path) => /\.(?:ya?ml|json|template|toml)$/i.test(path))
}

/** Whether a text may be that of a template that deploys another one: words may be escaped. */
function deploysSomething(text: string | undefined): boolean {
  return text === undefined || /CloudFormation::Stack|Serverless::Application|\\[ux\n]/i.test(text)
}

async function deploymentsIn(
  side: SideTexts,
  paths: readonly string[],
  others: readonly string[],
  memory: TerraformMemory,
): Promise<Deployments> {
  const deployed = new Map<string, Set<string>>()
  const unseen: (string | undefined)[] = []
  for (const path of paths) {
    for (const { stacks = [], unreadStacks = [] } of await evaluations(side, path, memory)) {
      unseen.push(...unreadStacks)
      for (const stack of stacks) {
        if (stack.path !== path) deployed.set(stack.path, (deployed.get(stack.path) ?? new Set()).add(path))
      }
    }
  }
  return {
    of: (path) => deployed.get(path) ?? new Set(),
    mayDeployUnseen: (path) => {
      const name = fileNameOf(path)
      return unseen.some((end) => end === undefined || name.endsWith(end)) || others.some((text) => hasWord(text, name))
    },
  }
}

/** What a file deploys with its parameters' defaults, and with any other values. */
async function evaluations(side: SideTexts, path: string, memory: TerraformMemory): Promise<readonly ModuleAccess[]> {
  const text = side.texts.get(path)
  if (text === undefined || path.endsWith('.toml') || !deploysSomething(text)) return []
  const { template } = memory.template(side.originOf(path), text)
  if (template === undefined) return []
  const input = { template, deployment: path, origins: new Map<string, string>(), find: findIn(side, memory) }
  return [
    await loading(side, () => configureTemplate({ ...input, variant: { kind: 'declared' } })),
    await loading(side, () => configureTemplate({ ...input, variant: { kind: 'unset' } })),
  ]
}
