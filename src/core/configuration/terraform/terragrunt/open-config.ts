import { digestOf } from '../../../value/fingerprint.ts'
import type { MapEntry, MapValue, Value } from '../../../value/value.ts'
import { directoryOf } from '../paths.ts'
import { fail, type ModuleScope } from '../scope.ts'
import { filesFingerprint } from '../syntax-fingerprint.ts'
import { unknownOf } from '../unknown.ts'
import { callConfigFunction } from './call-config-function.ts'
import {
  type Config,
  type ConfigContext,
  type ConfigParts,
  type Dependency,
  headerOf,
  type OpenedConfig,
} from './config.ts'
import { ownParts } from './config-parts.ts'
import { configValue } from './config-value.ts'
import { includesOf } from './includes.ts'
import { lazily } from './lazily.ts'
import { mergeIncludes, mergeParts, NO_PARTS } from './merge-parts.ts'
import { resolveConfigReference } from './resolve-config-reference.ts'
import type { TerragruntRun } from './terragrunt-run.ts'

/** Opens a configuration file where it is read. Nothing of it is evaluated before it is asked for. */
export function openConfig(run: TerragruntRun, path: string, context: ConfigContext): OpenedConfig {
  if (path.endsWith('.json')) return { kind: 'json' }
  const key = [path, context.configPath, context.originalPath, context.includer?.path ?? ''].join('\n')
  const known = configs.get(run) ?? new Map<string, Config>()
  configs.set(run, known)
  const same = known.get(key)
  if (same !== undefined) return same
  if (context.depth > run.limits.depth) return { kind: 'limit' }
  const opened = run.open(path)
  if (opened.kind !== 'file') return opened
  const config = createConfig(run, opened.file, context)
  known.set(key, config)
  return config
}

/** A file that is read in the same way from several places is evaluated once, and finds itself where it reads itself. */
const configs = new WeakMap<TerragruntRun, Map<string, Config>>()

function createConfig(run: TerragruntRun, file: Config['file'], context: ConfigContext): Config {
  const { path } = file
  const module: ModuleScope = {
    directory: directoryOf(path),
    deployment: directoryOf(path),
    prefix: '',
    presence: [],
    evaluate: run.evaluate,
    resolve: (root, steps, scope, span) => resolveConfigReference(config, root, steps, scope, span),
    report: run.report,
    charge: run.charge,
    readFile: run.readFile,
    listFiles: run.repository.listFiles,
    filesIn: run.repository.filesIn,
    identity: run.repository.identity,
    contentFingerprint: () => filesFingerprint([file]),
    callOwn: (name, args, scope, span) => callConfigFunction(config, name, args, scope, span),
  }
  const locals = localsOf(
    file,
    (expression) => run.evaluate(expression, config.scope),
    () => config,
  )
  const config: Config = {
    run,
    path,
    file,
    context,
    scope: { file: path, names: new Map(), module },
    open: (other, from) => openConfig(run, other, from),
    local: (name) => locals.get(name)?.value(),
    locals: lazily(
      () => localsValue(config, locals),
      () => selfReference(config, 'local', startOf(config)),
    ),
    // The path of an include does not see the includes.
    includes: lazily(
      () => includesOf(config),
      () => [],
    ),
    own: lazily(
      () => ownParts(config),
      () => unreadParts(cycle(config)),
    ),
    merged: lazily(
      () => mergeIncludes(withOverride(config), config.includes()),
      () => unreadParts(cycle(config)),
    ),
    dependencies: lazily(
      () => dependenciesOf(config),
      () => new Map(),
    ),
    value: lazily(
      () => configValue(config),
      () => cycle(config),
    ),
  }
  return config
}

interface Local {
  readonly keySpan: MapEntry['keySpan']
  readonly value: () => Value
}

/** Terragrunt takes one `locals` block a file; where there are more, all count here. */
function localsOf(
  file: Config['file'],
  evaluate: (expression: Parameters<Config['run']['evaluate']>[0]) => Value,
  config: () => Config,
): ReadonlyMap<string, Local> {
  const attributes = file.body.blocks
    .filter((block) => block.type === 'locals')
    .flatMap((block) => [...block.body.attributes])
  const locals = attributes.map(([name, { expression, nameRange }]): [string, Local] => {
    const keySpan = { file: file.path, start: nameRange.start, end: nameRange.end }
    const again = (): Value => selfReference(config(), `local.${name}`, keySpan)
    return [name, { keySpan, value: lazily(() => evaluate(expression), again) }]
  })
  return new Map(locals)
}

function selfReference(config: Config, name: string, span: MapEntry['keySpan']): Value {
  const detail = 'Terragrunt refuses a cycle of references.'
  const fingerprint = digestOf('cycle', name, config.scope.module.contentFingerprint())
  return fail(config.scope, span, fingerprint, { code: 'cycle', summary: `${name} depends on itself`, detail })
}

function localsValue(config: Config, locals: ReadonlyMap<string, Local>): MapValue {
  const entries = [...locals].map(([name, { keySpan, value }]) => [name, { keySpan, value: value() }] as const)
  const spans = [{ file: config.path, start: 0, end: 0 }]
  return { kind: 'map', collection: 'object', entries: new Map(entries), spans }
}

/** Two files that read each other: Terragrunt follows them until it gives up. */
function cycle(config: Config): Value {
  return selfReference(config, config.path, startOf(config))
}

/**
 * `terragrunt.autoinclude.hcl` beside the file of a unit wins over it, merged shallowly.
 * Source: "autoinclude", section "Merge behavior", Terragrunt reference.
 */
function withOverride(config: Config): ConfigParts {
  const directory = directoryOf(config.path)
  const path = directory === '' ? AUTO_INCLUDE : `${directory}/${AUTO_INCLUDE}`
  const isBeside = config.path === config.context.configPath && config.path !== path
  if (!isBeside || !config.run.exists(path)) return config.own()
  const context = { ...config.context, configPath: path, depth: config.context.depth + 1 }
  const override = config.open(path, context)
  if ('kind' in override) return mergeParts(config.own(), unreadParts(unreadFile(config, path)), 'deep')
  return mergeParts(config.own(), override.merged(), 'shallow')
}

const AUTO_INCLUDE = 'terragrunt.autoinclude.hcl'

/** What a file that cannot be read may say. */
function unreadParts(unread: Value): ConfigParts {
  return { ...NO_PARTS, openInputs: [unread], open: [unread] }
}

function startOf(config: Config): MapEntry['keySpan'] {
  return { file: config.path, start: 0, end: 0 }
}

function unreadFile(config: Config, path: string): Value {
  const reason = 'is set by a file that is not read'
  config.run.leaveOut({ name: path, reason: 'is not read', span: startOf(config) })
  const fingerprint = digestOf('terragrunt-unread', path, config.run.repository.identity(path) ?? '')
  return unknownOf({ address: path, fingerprint, reason }, [startOf(config)])
}

/** Later files win: the includes in their order, then the file itself. */
function dependenciesOf(config: Config): ReadonlyMap<string, Dependency> {
  const included = config.includes().flatMap((include) => {
    if (include.strategy === 'no_merge' || 'kind' in include.config) return []
    return [...ownDependencies(include.config)]
  })
  return new Map([...included, ...ownDependencies(config)])
}

function ownDependencies(config: Config): readonly (readonly [string, Dependency])[] {
  const blocks = config.file.body.blocks.filter((block) => block.type === 'dependency')
  return blocks.map((block) => {
    const name = block.labels[0]?.text ?? ''
    if (block.labels.length !== 1) {
      const span = headerOf(config.file, block)
      config.run.leaveOut({ name: 'dependency', reason: 'has no single label', span })
    }
    return [name, { name, block, config }] as const
  })
}
