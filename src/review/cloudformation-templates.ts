import { configureTemplate } from '../core/configuration/cloudformation/configure.ts'
import { hasDefault } from '../core/configuration/cloudformation/parameters.ts'
import { renamedResources } from '../core/configuration/cloudformation/renamed.ts'
import type { FindTemplate } from '../core/configuration/cloudformation/stack.ts'
import type { ParsedTemplate, Template } from '../core/configuration/cloudformation/template.ts'
import type { ModuleAccess, Variant } from '../core/configuration/terraform/module-access.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import { compareInVariants } from './compared-root.ts'
import type { GovernedChange } from './governed-changes.ts'
import { evaluatedWhole, NOWHERE, type OpenRoot } from './open-root.ts'
import { type PairedPath, pairedTemplates } from './paired-templates.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import type { ModuleVariant } from './terraform-modules.ts'

/** What changed templates give. */
export interface ComparedTemplates {
  readonly variants: readonly ModuleVariant[]
  /** Paths of changed templates that were analysed, on whatever side they are. */
  readonly analysed: ReadonlySet<string>
  /** What is wrong with the syntax of head's files, by path: of those that look like templates. */
  readonly problems: ReadonlyMap<string, readonly Diagnostic[]>
}

/** Evaluates every changed template on both sides, each as the root of a stack, and compares what they give. */
export async function comparedTemplates(
  governed: readonly GovernedChange[],
  base: SideTexts,
  head: SideTexts,
  memory: TerraformMemory,
): Promise<ComparedTemplates> {
  // A file with policies may have had a template beside them.
  const changed = governed
    .filter(({ format }) => format === 'cloudformation' || format === 'policies-in-yaml')
    .map(({ path }) => path)
  const parse = (side: SideTexts, path: string): ParsedTemplate | undefined => {
    const text = side.texts.get(path)
    return text === undefined ? undefined : memory.template(side.originOf(path), text)
  }
  const templates = (side: SideTexts): ReadonlyMap<string, Template> =>
    new Map(
      changed.flatMap((path) => {
        const template = parse(side, path)?.template
        return template === undefined ? [] : [[path, template] as const]
      }),
    )
  const variants: ModuleVariant[] = []
  const analysed = new Set<string>()
  for (const pair of pairedTemplates(templates(base), templates(head))) {
    // What cannot be read at head is not gone from there.
    if (pair.head === undefined && isBroken(parse(head, pair.path))) continue
    variants.push(...(await compareTemplate(pair, base, head, memory)))
    for (const template of [pair.base, pair.head]) if (template !== undefined) analysed.add(template.path)
  }
  const problems = new Map(changed.map((path) => [path, parse(head, path)?.diagnostics ?? []] as const))
  return { variants, analysed, problems }
}

function isBroken(parsed: ParsedTemplate | undefined): boolean {
  return parsed?.diagnostics.some(({ severity }) => severity === 'error') === true
}

async function compareTemplate(
  { path, base: before, head: after }: PairedPath,
  base: SideTexts,
  head: SideTexts,
  memory: TerraformMemory,
): Promise<readonly ModuleVariant[]> {
  const origins =
    before === undefined || after === undefined ? new Map<string, string>() : renamedResources(before, after)
  const compared = await compareInVariants(
    openTemplate(before, path, base, memory, new Map()),
    openTemplate(after, path, head, memory, origins),
    [],
  )
  return compared.map((each) => ({ ...each, directory: path, of: compared.length }))
}

/** A template as a root that can be evaluated. Where nothing has a default, there is only one way to deploy it. */
function openTemplate(
  template: Template | undefined,
  deployment: string,
  side: SideTexts,
  memory: TerraformMemory,
  origins: ReadonlyMap<string, string>,
): OpenRoot {
  if (template === undefined) return NOWHERE
  const hasDefaults = [...template.parameters.values()].some(hasDefault)
  const variants: readonly Variant[] = [{ kind: 'declared' }, ...(hasDefaults ? [{ kind: 'unset' } as const] : [])]
  return {
    variants,
    open: async () => undefined,
    configure: async (variant, { before, assumed, equal }) => {
      const given = {
        template,
        deployment,
        variant,
        origins,
        ...(before && { before }),
        ...(assumed && { assumed }),
        ...(equal && { equal }),
      }
      const access = await loading(side, () => configureTemplate({ ...given, find: findIn(side, memory) }))
      return evaluatedWhole(access)
    },
  }
}

/** Templates name templates: more rounds than this are not followed. */
const MAX_LOADING_ROUNDS = 8

async function loading(side: SideTexts, configure: () => ModuleAccess): Promise<ModuleAccess> {
  for (let round = 1; ; round++) {
    const access = configure()
    if (access.wanted.length === 0 || round > MAX_LOADING_ROUNDS) return { ...access, wanted: [] }
    await side.load(access.wanted)
  }
}

function findIn(side: SideTexts, memory: TerraformMemory): FindTemplate {
  return (path) => {
    const text = side.texts.get(path)
    if (text !== undefined) return { kind: 'template', parsed: memory.template(side.originOf(path), text) }
    return side.entries.has(path) && !side.unreadable.has(path) ? { kind: 'not-loaded' } : { kind: 'missing' }
  }
}
