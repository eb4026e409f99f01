import type { OpaqueAccess } from '../core/authorization/access.ts'
import type { GivenVariables, ModuleAccess } from '../core/configuration/terraform/module-access.ts'
import { generatedModuleFiles } from '../core/configuration/terraform/terragrunt/generated-module-files.ts'
import type { TerragruntStack, TerragruntUnit } from '../core/configuration/terraform/terragrunt/terragrunt-unit.ts'
import { isHeldBackUnlike } from '../core/configuration/terraform/terragrunt/unit-held-back.ts'
import {
  stackOpaqueAccess,
  unitOpaqueAccess,
  unreadUnit,
} from '../core/configuration/terraform/terragrunt/unit-opaque-access.ts'
import { unitVariables, variablesFilesOf } from '../core/configuration/terraform/terragrunt/unit-variables.ts'
import { variantsOf } from '../core/configuration/terraform/variants.ts'
import type { HclFile } from '../core/syntax/hcl/ast.ts'
import type { Span } from '../core/text/span.ts'
import { ABSENT, configureLoading, evaluatedWhole, NOWHERE, type OpenRoot, openRoot } from './open-root.ts'
import { loadPaths, sideRepository, type TerraformSide } from './side-repository.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import { compareVariants, type ModuleVariant } from './terraform-modules.ts'
import type { Reached } from './terraform-roots.ts'
import { locateUnitModules, type UnitPlace } from './terragrunt-module.ts'
import type { ReachedUnit } from './terragrunt-reach.ts'
import { parsedAt, readUnits, type TerragruntReadingOf } from './terragrunt-readings.ts'
import { rootFilesIn, unitView } from './terragrunt-view.ts'

/** Evaluates what one unit deploys on both sides, in every variant; of a stack, what it makes. */
export async function unitVariants(
  reached: ReachedUnit,
  base: TerraformSide,
  head: TerraformSide,
  memory: TerraformMemory,
  runIn: Reached['runIn'],
): Promise<readonly ModuleVariant[]> {
  const { name, isThere } = reached
  const before = isThere.base ? await readUnit(name, base, memory) : undefined
  const after = isThere.head ? await readUnit(name, head, memory) : undefined
  const places = await locateUnitModules(unitOf(before), unitOf(after), base, head)
  const isNew = isHeldBackUnlike(unitOf(before), unitOf(after))
  const isOnOneSide = isNew || before === undefined || after === undefined
  const open = (side: 'base' | 'head', reading: TerragruntReadingOf | undefined): Promise<OpenRoot> | OpenRoot => {
    const terraform = side === 'base' ? base : head
    if (reading !== undefined) return openReading(reading, places[side], terraform, memory, isOnOneSide)
    // Before Terragrunt came, or after it went, Terraform was run in the very same directory.
    return runIn[side].has(name) ? openRoot(name, [], terraform, memory) : NOWHERE
  }
  return compareVariants(
    `unit ${name}`,
    { open: isNew ? NOWHERE : await open('base', before), side: base },
    { open: await open('head', after), side: head },
    [],
  )
}

async function readUnit(
  name: string,
  side: TerraformSide,
  memory: TerraformMemory,
): Promise<TerragruntReadingOf | undefined> {
  let found: TerragruntReadingOf | undefined
  await readUnits([name], side, memory, (_, reading) => {
    found = reading
  })
  return found
}

function unitOf(reading: TerragruntReadingOf | undefined): TerragruntUnit | undefined {
  return reading?.kind === 'unit' ? reading.unit : undefined
}

async function openReading(
  reading: TerragruntReadingOf,
  place: UnitPlace | undefined,
  side: TerraformSide,
  memory: TerraformMemory,
  isOnOneSide: boolean,
): Promise<OpenRoot> {
  if (reading.kind === 'stack') return openStack(reading.stack, side, memory)
  return place === undefined ? NOWHERE : openUnit(reading.unit, place, side, memory, isOnOneSide)
}

function openStack(stack: TerragruntStack, side: TerraformSide, memory: TerraformMemory): OpenRoot {
  const opaque = stackOpaqueAccess(stack, (path) => parsedAt(path, side, memory))
  const { read, diagnostics, path } = stack
  const access = named({ ...ABSENT, opaque, read, diagnostics }, path, wholeFiles([path], side))
  return {
    variants: [{ kind: 'declared' }],
    configure: async () => evaluatedWhole(access),
    open: async () => undefined,
  }
}

/** A unit whose module cannot be read is that module as a whole, beside the files that Terragrunt adds to it. */
async function openUnit(
  unit: TerragruntUnit,
  place: UnitPlace,
  side: TerraformSide,
  memory: TerraformMemory,
  isOnOneSide: boolean,
): Promise<OpenRoot> {
  const { directory } = unit
  const module = place.kind === 'directory' ? place.directory : directory
  const viewOf = (isLastRound: boolean) =>
    unitView(sideRepository(directory, side, memory, isLastRound), module, directory)
  const { files, opaque: generated } = await filesOf(unit, module, side, memory)
  const given = unitVariables(unit, viewOf(true).repository)
  const unread = place.kind === 'unread' ? [unreadUnit(unit, place.reason)] : []
  const own = unitOpaqueAccess(unit, (path) => parsedAt(path, side, memory), isOnOneSide)
  const opaque = [...unread, ...generated, ...own]
  const places = wholeFiles([unit.path, ...unit.includes], side)
  return {
    variants: variantsOf(module, files, namesOf(given)),
    open: async () => undefined,
    configure: async (variant, { before, assumed }) => {
      const access = await configureLoading(side, directory, (isLastRound) => ({
        ...viewOf(isLastRound).repository,
        directory: module,
        deployment: directory,
        files,
        variant,
        given,
        ...(before === undefined ? {} : { before }),
        ...(assumed === undefined ? {} : { assumed }),
      }))
      const read = [...access.read.map(viewOf(true).placeOf), ...unit.read, ...variablesFilesOf(unit)]
      // Without the module, what its files refer to is not declared.
      const diagnostics = [...unit.diagnostics, ...(place.kind === 'unread' ? [] : access.diagnostics)]
      return evaluatedWhole(
        named({ ...access, opaque: [...opaque, ...access.opaque], read, diagnostics }, directory, places),
      )
    },
  }
}

/** The files of a unit's root module by their places in it, and what of them is not known. */
async function filesOf(
  unit: TerragruntUnit,
  module: string,
  side: TerraformSide,
  memory: TerraformMemory,
): Promise<{ readonly files: ReadonlyMap<string, HclFile>; readonly opaque: readonly OpaqueAccess[] }> {
  const { repository, placeOf } = unitView(sideRepository(unit.directory, side, memory, true), module, unit.directory)
  const paths = rootFilesIn(repository, module)
  await loadPaths([...paths.map(placeOf), ...variablesFilesOf(unit)], side)
  const inModule = (name: string) => (module === '' ? name : `${module}/${name}`)
  const textAt = (path: string): string | undefined => {
    const answer = repository.readFile(path)
    return answer.kind === 'text' ? answer.text : undefined
  }
  const files = new Map<string, HclFile>()
  for (const path of paths) {
    const text = textAt(path)
    if (text !== undefined) files.set(path, memory.parse(placeOf(path), text))
  }
  const generated = generatedModuleFiles(unit, (name) => textAt(inModule(name)), memory.parse)
  for (const [name, file] of generated.files) files.set(inModule(name), file)
  return { files, opaque: generated.opaque }
}

function namesOf({ environment, commandLine }: GivenVariables): readonly string[] {
  return [
    ...[...environment].flatMap(([name, value]) => (value.kind === 'null' ? [] : [name])),
    ...commandLine.flatMap((each) => {
      if (each.kind === 'variable') return [each.name]
      return each.kind === 'file' ? [...each.file.body.attributes.keys()] : []
    }),
  ]
}

/** Many units make the same resources: each is named by its unit, whose files lead to it. */
function named(access: ModuleAccess, unit: string, places: readonly Span[]): ModuleAccess {
  const rename = <Each extends { readonly address: string; readonly calls?: readonly Span[] }>(each: Each): Each => ({
    ...each,
    address: `${unit === '' ? '.' : unit}: ${each.address}`,
    calls: [...(each.calls ?? []), ...places],
  })
  return { ...access, policies: access.policies.map(rename), opaque: access.opaque.map(rename) }
}

function wholeFiles(paths: readonly string[], { texts }: TerraformSide): readonly Span[] {
  return paths.flatMap((file) => {
    const text = texts.texts.get(file)
    return text === undefined ? [] : [{ file, start: 0, end: text.length }]
  })
}
