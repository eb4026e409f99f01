import { isLocalSource } from '../core/configuration/terraform/module-sources.ts'
import { type FileOutline, outlineOf } from '../core/configuration/terraform/outline.ts'
import { directoryOf, repositoryPath } from '../core/configuration/terraform/paths.ts'
import { generatedModuleFiles } from '../core/configuration/terraform/terragrunt/generated-module-files.ts'
import {
  isParentIfIncluded,
  isTerragruntUnit,
  readTerragrunt,
} from '../core/configuration/terraform/terragrunt/read-terragrunt.ts'
import { readTerragruntStack } from '../core/configuration/terraform/terragrunt/read-terragrunt-stack.ts'
import type {
  ConfigurationRepository,
  TerragruntStack,
  TerragruntUnit,
} from '../core/configuration/terraform/terragrunt/terragrunt-unit.ts'
import { stackFingerprint, unitFingerprint } from '../core/configuration/terraform/terragrunt/unit-fingerprint.ts'
import { variablesFilesOf } from '../core/configuration/terraform/terragrunt/unit-variables.ts'
import type { HclFile } from '../core/syntax/hcl/ast.ts'
import { displayText } from '../core/value/value.ts'
import { sideRepository, type TerraformSide } from './side-repository.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import { givesSameAnswers, rememberingAnswers, type TreeAnswers } from './terragrunt-answers.ts'
import type { UnitOutline } from './terragrunt-outline.ts'

/** A unit or a stack as it was read. */
export type TerragruntReadingOf =
  | { readonly kind: 'unit'; readonly unit: TerragruntUnit }
  | { readonly kind: 'stack'; readonly stack: TerragruntStack }

const STACK_FILE = 'terragrunt.stack.hcl'

/**
 * The outlines of every unit and stack of a side, by name. One whose answers are the same as in an earlier tree, or
 * in `other`, is the very same object: nothing of it is read again.
 */
export async function unitOutlines(
  side: TerraformSide,
  memory: TerraformMemory,
  other: ReadonlyMap<string, UnitOutline> = new Map(),
): Promise<ReadonlyMap<string, UnitOutline>> {
  const outlines = new Map<string, UnitOutline>()
  const unread: string[] = []
  for (const name of namesIn(side)) {
    const earlier = [other.get(name) ?? [], memory.units(name)].flat()
    const same = earlier.find(({ answers }) => givesSameAnswers(side.texts, answers))
    if (same === undefined) unread.push(name)
    else outlines.set(name, same)
  }
  await readUnits(unread, side, memory, (name, reading, answers) => {
    const outline = outlineOfReading(name, reading, answers, { side, memory })
    memory.rememberUnit(outline)
    outlines.set(name, outline)
  })
  return outlines
}

function namesIn({ texts }: TerraformSide): ReadonlySet<string> {
  const names = new Set<string>()
  for (const path of texts.entries.keys()) {
    if (!path.includes('terragrunt')) continue
    if (isTerragruntUnit(path)) names.add(directoryOf(path))
    else if (isStack(path)) names.add(path)
  }
  return names
}

function isStack(name: string): boolean {
  return name === STACK_FILE || name.endsWith(`/${STACK_FILE}`)
}

/** A file asks for files, which may ask for files: more rounds than this are not followed. */
const MAX_LOADING_ROUNDS = 40

/** The first units show which files all of them ask for, so that the others find them loaded. */
const FIRST_BATCH = 20

type UseReading = (name: string, reading: TerragruntReadingOf, answers: TreeAnswers) => void

/** Reads units and stacks by their names, each again until every file that it asks for is loaded. */
export async function readUnits(
  names: readonly string[],
  side: TerraformSide,
  memory: TerraformMemory,
  use: UseReading,
): Promise<void> {
  await side.texts.load(filesToStartWith(names, side))
  for (const batch of [names.slice(0, FIRST_BATCH), names.slice(FIRST_BATCH)]) {
    await readBatch(batch, side, memory, use)
  }
}

async function readBatch(
  names: readonly string[],
  side: TerraformSide,
  memory: TerraformMemory,
  use: UseReading,
): Promise<void> {
  let open = names
  for (let round = 1; open.length > 0; round++) {
    const wanted = new Set<string>()
    const again: string[] = []
    for (const name of open) {
      const remembering = rememberingAnswers(sideRepository(name, side, memory, round > MAX_LOADING_ROUNDS), side.texts)
      const reading = readOne(name, remembering.repository)
      const missing = (reading.kind === 'unit' ? reading.unit : reading.stack).wanted
      for (const path of missing) wanted.add(path)
      if (missing.length > 0 && round <= MAX_LOADING_ROUNDS) again.push(name)
      else use(name, reading, remembering.answers)
    }
    await side.texts.load(wanted)
    open = again
  }
}

function readOne(name: string, repository: ConfigurationRepository): TerragruntReadingOf {
  if (isStack(name)) return { kind: 'stack', stack: readTerragruntStack({ directory: directoryOf(name), repository }) }
  return { kind: 'unit', unit: readTerragrunt({ directory: name, repository }) }
}

/** The configuration beside and above units is what they are most likely to ask for. */
function filesToStartWith(names: readonly string[], { texts }: TerraformSide): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const name of names) {
    for (let folder = isStack(name) ? directoryOf(name) : name; !folders.has(folder); folder = directoryOf(folder)) {
      folders.add(folder)
    }
  }
  const within = [...folders].flatMap((folder) => texts.index.within(folder))
  return new Set(within.filter((path) => path.endsWith('.hcl') && !path.endsWith('.lock.hcl')))
}

interface OutlineContext {
  readonly side: TerraformSide
  readonly memory: TerraformMemory
}

function outlineOfReading(
  name: string,
  reading: TerragruntReadingOf,
  answers: TreeAnswers,
  context: OutlineContext,
): UnitOutline {
  const fileAt = (path: string) => parsedAt(path, context.side, context.memory)
  if (reading.kind === 'stack') {
    const { path } = reading.stack
    const fingerprint = stackFingerprint(reading.stack, fileAt)
    return { name, path, ...NO_MODULE, includes: [], isParentIfIncluded: false, fingerprint, answers }
  }
  const { unit } = reading
  return {
    name,
    path: unit.path,
    ...modulesOf(unit, context),
    includes: unit.includes,
    isParentIfIncluded: isParentIfIncluded(unit),
    variablesFiles: variablesFilesOf(unit),
    fingerprint: unitFingerprint(unit, fileAt),
    answers,
  }
}

const NO_MODULE = { deploys: undefined, modules: [], reads: [], variablesFiles: [] }

/** A file of a side that is loaded, parsed. */
export function parsedAt(path: string, { texts }: TerraformSide, memory: TerraformMemory): HclFile | undefined {
  const text = texts.texts.get(path)
  return text === undefined ? undefined : memory.parse(path, text)
}

/** Without one of these words a file calls no module and reads no file. */
const MAY_READ = /\bmodule\b|file|template/

function modulesOf(
  unit: TerragruntUnit,
  { side, memory }: OutlineContext,
): Pick<UnitOutline, 'deploys' | 'modules' | 'reads'> {
  const { module, directory, copied } = unit
  const deploys = 'directory' in module ? module.directory : undefined
  const from = deploys ?? directory
  const isTelling = unit.generated.some(
    ({ contents }) => contents.kind === 'text' && MAY_READ.test(displayText(contents)),
  )
  const generated = isTelling
    ? generatedModuleFiles(unit, () => undefined, memory.parse).files
    : new Map<string, HclFile>()
  const added: FileOutline[] = [
    ...[...generated.values()].map(outlineOf),
    ...copied.flatMap((path) => memory.outline(path, side.texts.entries.get(path)?.id ?? '') ?? []),
  ]
  const calls = added.flatMap((file) => file.calls.filter(isLocalSource))
  const called = calls.flatMap((source) => repositoryPath(from, source) ?? [])
  return {
    deploys,
    modules: [...new Set([from, ...called])],
    reads: [...new Set(added.flatMap((file) => file.reads))],
  }
}
