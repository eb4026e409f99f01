import type { MapValue, Value } from '../../../value/value.ts'
import { directoryOf, fileNameOf } from '../paths.ts'
import { attributeOf } from './block-value.ts'
import { type Config, type ConfigParts, headerOf, UNOPENED } from './config.ts'
import { dependencyDirectory } from './dependency-value.ts'
import { extraArguments } from './extra-arguments.ts'
import { generatedFiles } from './generated-files.ts'
import { MAX_BLOCKS } from './limits.ts'
import { NO_PARTS } from './merge-parts.ts'
import { openConfig } from './open-config.ts'
import { startTerragruntRun, type TerragruntRun } from './terragrunt-run.ts'
import type { TerragruntInput, TerragruntUnit, UnitDependency } from './terragrunt-unit.ts'
import { unitModule } from './unit-module.ts'

/**
 * Reads one unit as Terragrunt does, as far as it can be decided without running anything. Total, and without I/O:
 * what it would need and has not is in `wanted`.
 */
export function readTerragrunt(input: TerragruntInput): TerragruntUnit {
  const run = startTerragruntRun(input)
  const path = unitPath(input.directory, run)
  const opened = openConfig(run, path, { configPath: path, originalPath: path, depth: 0 })
  if (!('kind' in opened)) return unitOf(input, run, opened)
  const span = { file: path, start: 0, end: 0 }
  if (opened.kind !== 'not-loaded') run.leaveOut({ name: path, reason: `is not read: ${UNOPENED[opened.kind]}`, span })
  const reason = 'is in a file that is not read'
  const fingerprint = run.configurationFingerprint()
  const unread: Value = { kind: 'unknown', symbol: { address: path, fingerprint, reason, span }, spans: [span] }
  const parts = { ...NO_PARTS, openInputs: [unread], open: [unread] }
  return { ...partsOfUnit(input, run, parts, path), includes: [], dependencies: [], ...run.reading() }
}

function unitPath(directory: string, run: TerragruntRun): string {
  const [own, json] = UNIT_FILES.map((name) => (directory === '' ? name : `${directory}/${name}`))
  if (own !== undefined && json !== undefined && !run.exists(own) && run.exists(json)) return json
  return own ?? directory
}

const UNIT_FILES = ['terragrunt.hcl', 'terragrunt.hcl.json']

function unitOf(input: TerragruntInput, run: TerragruntRun, config: Config): TerragruntUnit {
  const unit = partsOfUnit(input, run, config.merged(), config.path)
  const includes = config.includes().flatMap((include) => include.path ?? [])
  const dependencies = [...config.dependencies().values()].slice(0, MAX_BLOCKS).map(unitDependency)
  // The locals that nothing refers to are evaluated too: Terragrunt refuses a file in which one fails.
  config.locals()
  return { ...unit, includes, dependencies, ...run.reading() }
}

type MergedUnit = Omit<TerragruntUnit, 'includes' | 'dependencies' | 'read' | 'wanted' | 'diagnostics' | 'unreadable'>

function partsOfUnit(
  { directory, repository }: TerragruntInput,
  run: TerragruntRun,
  parts: ConfigParts,
  path: string,
): MergedUnit {
  const terraform = parts.blocks.get('terraform')
  const [open] = parts.open
  const source = terraform?.kind === 'map' ? terraform.entries.get('source')?.value : terraform
  // A file that is not read may name the module, unless one that wins over it does.
  const module = unitModule(source ?? open, directory)
  const local = module.kind === 'local' ? module.directory : undefined
  const places = { directory, module: local, exists: run.exists }
  const { credentials, ...passed } = extraArguments(terraform, places)
  return {
    directory,
    path,
    source: source ?? open,
    module,
    inputs: inputsOf(parts.inputs, path),
    openInputs: parts.openInputs,
    ...passed,
    copied: repository.filesIn(directory).filter((each) => COPIED.test(fileNameOf(each))),
    generated: generatedFiles(parts, directory),
    remoteState: parts.blocks.get('remote_state'),
    identity: new Map([...identityOf(parts), ...credentials]),
    hooks: hooksOf(terraform, parts),
    skip: parts.attributes.get('skip')?.value,
    exclude: parts.blocks.get('exclude'),
  }
}

const COPIED = /\.(tf|tofu|tfvars)(\.json)?$/

function inputsOf(inputs: Value | undefined, path: string): MapValue {
  if (inputs?.kind === 'map') return inputs
  return { kind: 'map', collection: 'object', entries: new Map(), spans: [{ file: path, start: 0, end: 0 }] }
}

function identityOf({ attributes, open }: ConfigParts): ReadonlyMap<string, Value> {
  const [unread] = open
  const named = IDENTITY.flatMap((name): (readonly [string, Value])[] => {
    const value = attributes.get(name)?.value ?? unread
    return value === undefined ? [] : [[name, value]]
  })
  return new Map(named)
}

const IDENTITY = [
  'iam_role',
  'iam_assume_role_duration',
  'iam_assume_role_session_name',
  'iam_web_identity_token',
] as const

function hooksOf(terraform: Value | undefined, { attributes }: ConfigParts): ReadonlyMap<string, Value> {
  const binary = attributes.get('terraform_binary')?.value
  const replaced = binary === undefined ? [] : [['terraform_binary', binary] as const]
  if (terraform?.kind !== 'map') return new Map(replaced)
  const hooks = ['before_hook', 'after_hook', 'error_hook'].flatMap((type) => {
    const named = terraform.entries.get(type)?.value
    if (named?.kind !== 'map') return []
    return [...named.entries].map(([name, { value }]) => [`${type}.${name}`, value] as const)
  })
  return new Map([...replaced, ...hooks])
}

function unitDependency({ name, block, config }: Parameters<typeof dependencyDirectory>[0]): UnitDependency {
  return {
    name,
    configPath: attributeOf(config, block, 'config_path'),
    directory: dependencyDirectory({ name, block, config }),
    span: headerOf(config.file, block),
  }
}

/**
 * Which files are units. `root.hcl`, `account.hcl`, `_envcommon/app.hcl` and the like are only read by units; so may
 * be a `terragrunt.hcl` at the top of a tree, which `isParentIfIncluded` tells.
 */
export function isTerragruntUnit(path: string): boolean {
  if (path.split('/').some((segment) => segment === '.terragrunt-cache')) return false
  return UNIT_FILES.includes(fileNameOf(path))
}

/**
 * Whether a unit is no unit but the parent of others where some unit includes it: it names no module of its own, and
 * its directory has no Terraform files.
 */
export function isParentIfIncluded({ copied, directory, module, includes }: TerragruntUnit): boolean {
  const hasFiles = copied.some((path) => directoryOf(path) === directory && !/\.tfvars(\.json)?$/.test(path))
  return module.kind === 'own' && includes.length === 0 && !hasFiles
}
