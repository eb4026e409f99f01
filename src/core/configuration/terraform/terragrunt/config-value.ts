import type { Span } from '../../../text/span.ts'
import { type MapEntry, type MapValue, textOf, type Value } from '../../../value/value.ts'
import { derived } from '../unknown.ts'
import { blockValue } from './block-value.ts'
import type { Config, Dependency } from './config.ts'
import { dependencyValue } from './dependency-value.ts'

/**
 * A configuration as one value, as an exposed include or `read_terragrunt_config` gives it: its locals, inputs,
 * attributes, and blocks by label. Source: "read_terragrunt_config", Terragrunt reference.
 */
export function configValue(config: Config): Value {
  const span: Span = { file: config.path, start: 0, end: 0 }
  const { attributes, inputs, openInputs, blocks, labelled, open } = config.merged()
  const [unread] = open
  // What may be set by a file that is not read may be anything: there is no member that is certain.
  if (unread !== undefined) return unread
  const entries = new Map<string, MapEntry>(TEXTS.map((name) => [name, { keySpan: span, value: textOf('', [span]) }]))
  for (const [name, entry] of attributes) entries.set(name, entry)
  for (const [name, value] of blocks) entries.set(name, { keySpan: value.spans[0] ?? span, value })
  for (const [name, values] of labelled) entries.set(name, { keySpan: span, value: objectOf(values, span) })
  const dependencies = [...config.dependencies().values()].map((dependency): [string, MapEntry] => [
    dependency.name,
    { keySpan: span, value: wholeDependency(dependency) },
  ])
  entries.set('dependency', { keySpan: span, value: objectOf(new Map(dependencies), span) })
  const locals = config.locals()
  const none: Value = { kind: 'null', spans: [span] }
  entries.set('locals', { keySpan: span, value: locals.kind === 'map' && locals.entries.size === 0 ? none : locals })
  const wholeInputs = derived('terragrunt-inputs', 'inputs', [inputs ?? none, ...openInputs], span)
  entries.set('inputs', {
    keySpan: inputs?.spans[0] ?? span,
    value: openInputs.length === 0 ? (inputs ?? none) : wholeInputs,
  })
  return objectOf(entries, span)
}

/** From outside, a dependency is what its block says, with the outputs. */
function wholeDependency(dependency: Dependency): Value {
  const value = dependencyValue(dependency)
  if (value.kind !== 'map') return value
  const said = blockValue(dependency.config, dependency.block)
  return { ...value, entries: new Map([...said.entries, ...value.entries]) }
}

/** Attributes that are an empty text where nothing sets them. */
const TEXTS = [
  'terraform_binary',
  'terraform_version_constraint',
  'terragrunt_version_constraint',
  'download_dir',
  'iam_role',
  'iam_assume_role_session_name',
  'iam_web_identity_token',
]

function objectOf(entries: ReadonlyMap<string, MapEntry>, span: Span): MapValue {
  return { kind: 'map', collection: 'object', entries, spans: [span] }
}
