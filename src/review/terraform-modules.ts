import { configureModule } from '../core/configuration/terraform/configure.ts'
import type { FileAnswer, ModuleAccess, Variant } from '../core/configuration/terraform/module-access.ts'
import { variantsOf } from '../core/configuration/terraform/variants.ts'
import { NO_ACCESS } from '../core/difference/differ.ts'
import type { HclFile } from '../core/syntax/hcl/ast.ts'
import { parseHcl } from '../core/syntax/hcl/parse.ts'
import type { SideTexts } from './side-texts.ts'

/** A module's files ask for files, which may ask for files: more rounds than this are not followed. */
const MAX_LOADING_ROUNDS = 8

/** A module in one variant, on both sides of a change. */
export interface ModuleVariant {
  readonly directory: string
  readonly variant: string
  readonly base: ModuleAccess
  readonly head: ModuleAccess
}

/** Parses each text once, however many modules and variants read it. */
export type Parse = (path: string, text: string) => HclFile

/** A parser that remembers: the same path with the same text is one tree. */
export function rememberingParse(): Parse {
  const known = new Map<string, HclFile>()
  return (path, text) => {
    const file = known.get(path)
    if (file?.text === text) return file
    const parsed = parseHcl(path, text)
    known.set(path, parsed)
    return parsed
  }
}

/** Evaluates one directory as a root module on both sides, in every variant that either side knows. */
export async function moduleVariants(
  directory: string,
  base: SideTexts,
  head: SideTexts,
  parse: Parse,
): Promise<readonly ModuleVariant[]> {
  const before = await openModule(directory, base, parse)
  const after = await openModule(directory, head, parse)
  const variants = new Map(
    [...variantsOf(directory, before.files), ...variantsOf(directory, after.files)].map((variant) => [
      nameOf(variant),
      variant,
    ]),
  )
  const results: ModuleVariant[] = []
  for (const [name, variant] of variants) {
    const baseAccess = await before.configure(variant)
    const headAccess = await after.configure(variant, baseAccess.addresses)
    results.push({ directory, variant: name, base: baseAccess, head: headAccess })
  }
  return results
}

function nameOf(variant: Variant): string {
  return variant.kind === 'tfvars' ? variant.path : variant.kind
}

interface OpenModule {
  readonly files: ReadonlyMap<string, HclFile>
  configure(variant: Variant, before?: ReadonlySet<string>): Promise<ModuleAccess>
}

const ABSENT: ModuleAccess = { ...NO_ACCESS, wanted: [], read: [], addresses: new Set() }

async function openModule(directory: string, side: SideTexts, parse: Parse): Promise<OpenModule> {
  const paths = [...side.entries.keys()].filter((path) => belongsTo(directory, path))
  await side.load(paths)
  const files = new Map<string, HclFile>()
  for (const path of paths) {
    const text = side.texts.get(path)
    if (text !== undefined) files.set(path, parse(path, text))
  }
  return {
    files,
    configure: async (variant, before) =>
      files.size === 0 ? ABSENT : configureLoading(directory, files, variant, side, before),
  }
}

/** Configures again and again until every file that the module asked for is loaded. */
async function configureLoading(
  directory: string,
  files: ReadonlyMap<string, HclFile>,
  variant: Variant,
  side: SideTexts,
  before: ReadonlySet<string> | undefined,
): Promise<ModuleAccess> {
  const listFiles = (folder: string) =>
    [...side.entries.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`))
  for (let round = 1; ; round++) {
    const readFile = (path: string) => answer(side, path, round > MAX_LOADING_ROUNDS)
    const access = configureModule({ directory, files, variant, readFile, listFiles, ...(before ? { before } : {}) })
    if (access.wanted.length === 0 || round > MAX_LOADING_ROUNDS) return access
    await side.load(access.wanted)
  }
}

function answer(side: SideTexts, path: string, isLastRound: boolean): FileAnswer {
  const text = side.texts.get(path)
  if (text !== undefined) return { kind: 'text', text }
  const canLoad = side.entries.has(path) && !side.unreadable.has(path) && !isLastRound
  return canLoad ? { kind: 'not-loaded' } : { kind: 'missing' }
}

const MODULE_FILE = /\.(tf|tofu)$/
const VARIABLES_FILE = /\.tfvars$/
/** Folders beside a module that hold one tfvars file an environment. */
const ENVIRONMENT_FOLDERS = ['env', 'envs', 'environment', 'environments', 'vars', 'tfvars', 'config']

/** Whether a path is one of the files that make up the module in `directory`. */
export function belongsTo(directory: string, path: string): boolean {
  const folder = folderOf(path)
  if (folder === directory) return MODULE_FILE.test(path) || VARIABLES_FILE.test(path)
  return VARIABLES_FILE.test(path) && ownerOfVariables(path) === directory
}

/** Directories that hold Terraform files. */
export function moduleDirectories(side: SideTexts): ReadonlySet<string> {
  return new Set([...side.entries.keys()].filter((path) => MODULE_FILE.test(path)).map(folderOf))
}

/** The module that a tfvars file belongs to: the one beside its environments' folder, else its own folder. */
export function ownerOfVariables(path: string): string {
  const parts = folderOf(path).split('/')
  const at = parts.findIndex((part) => ENVIRONMENT_FOLDERS.includes(part))
  return at === -1 ? folderOf(path) : parts.slice(0, at).join('/')
}

export function folderOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at === -1 ? '' : path.slice(0, at)
}
