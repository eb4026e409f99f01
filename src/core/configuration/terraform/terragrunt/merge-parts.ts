import { NOWHERE } from '../../../text/span.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { plainText } from '../text.ts'
import { derived } from '../unknown.ts'
import type { ConfigParts, Include } from './config.ts'
import { deepMerge, shallowMerge, undecided } from './merge-values.ts'

export const NO_PARTS: ConfigParts = {
  attributes: new Map(),
  inputs: undefined,
  openInputs: [],
  blocks: new Map(),
  labelled: new Map(),
  open: [],
}

/** A file with what it includes: later includes win over earlier ones, and the file over all of them. */
export function mergeIncludes(own: ConfigParts, includes: readonly Include[]): ConfigParts {
  return includes.reduceRight((child, include) => mergeInclude(child, include), own)
}

function mergeInclude(child: ConfigParts, { config, strategy }: Include): ConfigParts {
  if (strategy === 'no_merge') return child
  if ('kind' in config) {
    const unread = { ...NO_PARTS, openInputs: [config], open: [config] }
    return mergeParts(unread, child, strategy === 'shallow' ? 'shallow' : 'deep')
  }
  if (strategy !== 'unknown') return mergeParts(config.merged(), child, strategy)
  const { inputs } = config.merged()
  const merged = { ...config.merged(), inputs: undefined }
  const undecided = inputs === undefined ? [] : [mergedSomehow(inputs)]
  return mergeParts({ ...merged, openInputs: [...merged.openInputs, ...undecided] }, child, 'deep')
}

function mergedSomehow(inputs: Value): Value {
  const [span = NOWHERE] = inputs.spans
  return derived('terragrunt-merged-somehow', 'inputs', [inputs], span)
}

/**
 * What `child` makes of `parent`. Source: "include", section "merge_strategy" and "What is deep merge?",
 * Terragrunt reference; `remote_state` and `generate` are never merged but replaced.
 */
export function mergeParts(parent: ConfigParts, child: ConfigParts, strategy: 'shallow' | 'deep'): ConfigParts {
  return {
    attributes: mergeAttributes(parent.attributes, child.attributes),
    ...mergeInputs(parent, child, strategy),
    blocks: mergeBlocks(parent.blocks, child.blocks, strategy),
    labelled: mergeLabelled(parent.labelled, child.labelled),
    open: [...parent.open, ...child.open],
  }
}

/** An empty text does not override. */
function mergeAttributes(
  parent: ConfigParts['attributes'],
  child: ConfigParts['attributes'],
): ReadonlyMap<string, MapEntry> {
  const merged = new Map(parent)
  for (const [name, entry] of child) {
    const isUnset = plainText(entry.value) === '' || entry.value.kind === 'null'
    if (!isUnset || !merged.has(name)) merged.set(name, entry)
  }
  return merged
}

/** An input that a whole `inputs` of the child's may override is undecided; so is a deeply merged one of its own. */
function mergeInputs(
  parent: ConfigParts,
  child: ConfigParts,
  strategy: 'shallow' | 'deep',
): Pick<ConfigParts, 'inputs' | 'openInputs'> {
  const inherited = child.openInputs.reduce((inputs, open) => mapEntries(inputs, () => open), parent.inputs)
  const own = strategy === 'shallow' ? child.inputs : parent.openInputs.reduce(openDeepMerge, child.inputs)
  const openInputs = [...parent.openInputs, ...child.openInputs]
  if (inherited === undefined || own === undefined) return { inputs: own ?? inherited, openInputs }
  return { inputs: strategy === 'deep' ? deepMerge(inherited, own) : shallowMerge(inherited, own), openInputs }
}

/** Lists and maps are merged with what is not known. */
function openDeepMerge(inputs: Value | undefined, open: Value): Value | undefined {
  return mapEntries(inputs, (value) => (value.kind === 'list' || value.kind === 'map' ? open : undefined))
}

/** Each entry undecided between itself and what `open` gives for it. */
function mapEntries(inputs: Value | undefined, open: (value: Value) => Value | undefined): Value | undefined {
  if (inputs?.kind !== 'map') return inputs
  const entries = [...inputs.entries].map(([name, entry]) => {
    const other = open(entry.value)
    return [name, other === undefined ? entry : { ...entry, value: undecided(entry.value, other) }] as const
  })
  return { ...inputs, entries: new Map(entries) }
}

function mergeBlocks(
  parent: ConfigParts['blocks'],
  child: ConfigParts['blocks'],
  strategy: 'shallow' | 'deep',
): ReadonlyMap<string, Value> {
  const merged = new Map(parent)
  for (const [type, value] of child) {
    const inherited = merged.get(type)
    merged.set(type, inherited === undefined ? value : mergeBlock(type, inherited, value, strategy))
  }
  return merged
}

function mergeBlock(type: string, parent: Value, child: Value, strategy: 'shallow' | 'deep'): Value {
  if (type === 'terraform') return mergeTerraform(parent, child)
  if (type === 'dependencies') return deepMerge(parent, child)
  const isDeep = strategy === 'deep' && (type === 'engine' || type === 'errors' || type === 'exclude')
  return isDeep ? shallowMerge(parent, child) : child
}

/** Attributes are the child's where it has them; hooks and arguments are merged by name. */
function mergeTerraform(parent: Value, child: Value): Value {
  if (parent.kind !== 'map' || child.kind !== 'map') return child
  const entries = new Map(parent.entries)
  for (const [name, entry] of child.entries) {
    const inherited = entries.get(name)?.value
    const isNamed = inherited?.kind === 'map' && entry.value.kind === 'map'
    entries.set(name, isNamed ? { ...entry, value: shallowMerge(inherited, entry.value) } : entry)
  }
  return { ...child, entries }
}

function mergeLabelled(parent: ConfigParts['labelled'], child: ConfigParts['labelled']): ConfigParts['labelled'] {
  const merged = new Map(parent)
  for (const [type, entries] of child) merged.set(type, new Map([...(merged.get(type) ?? []), ...entries]))
  return merged
}
