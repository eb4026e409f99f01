import { NOTHING_DECLARED } from '../core/authorization/inventory.ts'
import { configureModule } from '../core/configuration/terraform/configure.ts'
import { isModuleFile } from '../core/configuration/terraform/declarations.ts'
import type {
  ModuleAccess,
  ModuleInput,
  ReachedAccess,
  Repository,
  Variant,
} from '../core/configuration/terraform/module-access.ts'
import { type OpenedModule, openModule } from '../core/configuration/terraform/open-module.ts'
import { isVariablesFile, ownerOfVariables } from '../core/configuration/terraform/variables-files.ts'
import { variantsOf } from '../core/configuration/terraform/variants.ts'
import type { HclFile } from '../core/syntax/hcl/ast.ts'
import type { AssumedCase } from './possible-cases.ts'
import { loadPaths, sideRepository, type TerraformSide } from './side-repository.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/** A root module on one side, ready to be evaluated. */
export interface OpenRoot {
  readonly variants: readonly Variant[]
  configure(variant: Variant, given: InCase): Promise<ReachedAccess>
  /** What the root is made of; undefined where that is not known before it is evaluated. */
  open(): Promise<OpenedModule | undefined>
}

/** In which case a root is evaluated, and what is known of its two sides. `opened` is what `open` gave. */
export interface InCase
  extends Pick<ModuleInput, 'before' | 'assumed' | 'unaffected'>,
    Partial<Pick<AssumedCase, 'equal'>> {
  readonly opened?: OpenedModule
}

/** What a root gives that is not there. */
export const ABSENT: ReachedAccess = {
  policies: [],
  reaches: [],
  opaque: [],
  diagnostics: [],
  wanted: [],
  wantedModules: [],
  read: [],
  addresses: new Map(),
  unread: [],
  secrets: new Set(),
  conditions: new Map(),
  withheld: [],
  holding: () => new Set(),
  including: () => ABSENT,
}

/** What a root gave that nobody deployed: it declared nothing. */
export const NOT_DEPLOYED: ReachedAccess = {
  ...ABSENT,
  inventory: () => NOTHING_DECLARED,
  including: () => NOT_DEPLOYED,
}

/** What nothing was left out of. */
export function evaluatedWhole(access: ModuleAccess): ReachedAccess {
  return { ...access, withheld: [], holding: () => new Set(), including: () => access }
}

export const NOWHERE: OpenRoot = { variants: [], configure: async () => ABSENT, open: async () => undefined }

/** Opens the root module of a directory. `closure` are the files of the modules that it calls. */
export async function openRoot(
  directory: string,
  closure: readonly string[],
  side: TerraformSide,
  memory: TerraformMemory,
): Promise<OpenRoot> {
  const { texts } = side
  const own = [
    ...texts.index.within(directory).filter((path) => isModuleFile(directory, path)),
    ...texts.index.below(directory).filter((path) => isVariablesFile(path) && isOwn(path, directory, texts)),
  ]
  if (own.length === 0) return NOWHERE
  await texts.load([...own, ...closure])
  const files = new Map<string, HclFile>()
  for (const path of own) {
    const text = texts.texts.get(path)
    if (text !== undefined) files.set(path, memory.parse(texts.originOf(path), text))
  }
  const inputOf = (isLastRound: boolean) => ({
    ...sideRepository(directory, side, memory, isLastRound),
    directory,
    files,
  })
  return {
    variants: variantsOf(directory, files),
    configure: (variant, { opened, ...given }) =>
      configureLoading(side, directory, (isLastRound) => ({ ...inputOf(isLastRound), variant, ...given }), opened),
    open: () => loading(side, directory, (isLastRound) => openModule(inputOf(isLastRound))),
  }
}

function isOwn(path: string, directory: string, { index }: SideTexts): boolean {
  return ownerOfVariables(path, index.isModule) === directory
}

/** A module's files ask for files, which may ask for files: more rounds than this are not followed. */
const MAX_LOADING_ROUNDS = 40

/** Configures again and again until everything that the module asked for is loaded. `root`: whose calls they are. */
export function configureLoading(
  side: TerraformSide,
  root: string,
  inputOf: (isLastRound: boolean) => ModuleInput & Repository,
  opened?: OpenedModule,
): Promise<ReachedAccess> {
  return loading(side, root, (isLastRound) => configureModule(inputOf(isLastRound), opened))
}

async function loading<Asking extends Pick<ModuleAccess, 'wanted' | 'wantedModules'>>(
  side: TerraformSide,
  root: string,
  ask: (isLastRound: boolean) => Asking,
): Promise<Asking> {
  for (let round = 1; ; round++) {
    const asking = ask(round > MAX_LOADING_ROUNDS)
    const isComplete = asking.wanted.length + asking.wantedModules.length === 0
    if (isComplete || round > MAX_LOADING_ROUNDS) return asking
    await Promise.all([
      loadPaths(asking.wanted, side),
      ...asking.wantedModules.map((call) => side.modules.load(root, call)),
    ])
  }
}
