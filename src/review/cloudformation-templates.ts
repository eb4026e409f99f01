import { configureTemplate, type EvaluatedResource } from '../core/configuration/cloudformation/configure.ts'
import { hasDefault } from '../core/configuration/cloudformation/parameters.ts'
import { renamedResources } from '../core/configuration/cloudformation/renamed.ts'
import type { ParsedTemplate, Template } from '../core/configuration/cloudformation/template.ts'
import type { Variant } from '../core/configuration/terraform/module-access.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import { compareInVariants } from './compared-root.ts'
import { findDeployments } from './deploying-templates.ts'
import type { GovernedChange } from './governed-changes.ts'
import { findIn, loading } from './loaded-template.ts'
import { mayBeMoved, withoutMoves } from './moved-between-stacks.ts'
import { putsOutOtherwise, throughOutputs, unfollowedOutputs } from './nested-outputs.ts'
import { evaluatedWhole, NOWHERE, type OpenRoot } from './open-root.ts'
import { type PairedPath, pairedTemplates } from './paired-templates.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import { type ModuleVariant, ofRoot } from './terraform-modules.ts'

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
    .filter(({ format }) => format === 'cloudformation' || format === 'policies-within')
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
  const compared = new Map<PairedPath, readonly ModuleVariant[]>()
  for (const pair of pairedTemplates(templates(base), templates(head))) {
    // What cannot be read at head is not gone from there.
    if (pair.head === undefined && isBroken(parse(head, pair.path))) continue
    compared.set(pair, await compareTemplate(pair, base, head, memory))
  }
  const analysed = new Set([...compared.keys()].flatMap(pathsOf))
  const problems = new Map(changed.map((path) => [path, parse(head, path)?.diagnostics ?? []] as const))
  return { variants: await told(compared, base, head, memory), analysed, problems }
}

function pathsOf({ base, head }: PairedPath): readonly string[] {
  return [base, head].flatMap((template) => template?.path ?? [])
}

/** All of it, without what only moved from one template to another that are deployed together. */
async function told(
  compared: ReadonlyMap<PairedPath, readonly ModuleVariant[]>,
  base: SideTexts,
  head: SideTexts,
  memory: TerraformMemory,
): Promise<readonly ModuleVariant[]> {
  const all = [...compared.values()]
  const isPutOut = [...compared].some(([pair, own]) => putsOutOtherwise(pair, own))
  const isMoved = mayBeMoved(all)
  const deployments = isMoved || isPutOut ? await findDeployments(base, head, memory) : undefined
  if (deployments === undefined) return [...all.flat(), ...(isPutOut ? unfollowedOutputs(compared) : [])]
  const known = new Map<string, readonly ModuleVariant[] | undefined>(
    [...compared].map(([pair, variants]) => [pair.path, isOnBothSides(pair) ? variants : undefined]),
  )
  const compare = async (path: string) => {
    if (!known.has(path)) known.set(path, await compareUnchanged(path, base, head, memory))
    return known.get(path)
  }
  const changed = new Set([...compared.keys()].flatMap(pathsOf))
  const variants: ModuleVariant[] = []
  for (const [pair, own] of compared)
    variants.push(...(isMoved ? await withoutMoves(own, pair, { deployments, changed, compare }) : own))
  return [...variants, ...(await throughOutputs(compared, { deployments, changed, compare }))]
}

function isOnBothSides({ base, head }: PairedPath): boolean {
  return base !== undefined && base.path === head?.path
}

/** A template that did not change itself, with what it deploys. */
async function compareUnchanged(
  path: string,
  base: SideTexts,
  head: SideTexts,
  memory: TerraformMemory,
): Promise<readonly ModuleVariant[] | undefined> {
  const [before, after] = [base, head].map((side) => {
    const found = findIn(side, memory)(path)
    return found.kind === 'template' ? found.parsed.template : undefined
  })
  if (before === undefined || after === undefined) return undefined
  return compareTemplate({ path, base: before, head: after }, base, head, memory)
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
  return ofRoot(path, compared)
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
  // The loading of nested templates changes what is known of none of them.
  const settled = new Map<Variant['kind'], Map<string, EvaluatedResource>>()
  const hasDefaults = [...template.parameters.values()].some(hasDefault)
  const variants: readonly Variant[] = [{ kind: 'declared' }, ...(hasDefaults ? [{ kind: 'unset' } as const] : [])]
  return {
    variants,
    open: async () => undefined,
    configure: async (variant, { before, assumed, equal }) => {
      const known = settled.get(variant.kind) ?? new Map<string, EvaluatedResource>()
      settled.set(variant.kind, known)
      const given = {
        settled: known,
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
