import type { Block } from '../../../syntax/hcl/ast.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { blockValue, entryOf } from './block-value.ts'
import { type Config, type ConfigParts, headerOf, reportProblem } from './config.ts'

/** What a file says itself, without what it includes. Source: "Blocks" and "Attributes", Terragrunt reference. */
export function ownParts(config: Config): ConfigParts {
  const attributes = new Map<string, MapEntry>()
  const blocks = new Map<string, Value>()
  const labelled = new Map<string, Map<string, MapEntry>>(LABELLED.map((type) => [type, new Map()]))
  const open: Value[] = []
  for (const [name, attribute] of config.file.body.attributes) {
    const entry = entryOf(config, attribute)
    if (name === 'generate') addLabelled(labelled, name, entry, open)
    else if (name === 'remote_state') blocks.set(name, entry.value)
    else attributes.set(name, entry)
    if (!ATTRIBUTES.has(name)) leaveOut(config, name, 'is no attribute that Terragrunt is known to have', entry)
  }
  for (const block of config.file.body.blocks) addBlock(config, block, blocks, labelled)
  const given = attributes.get('inputs')?.value
  attributes.delete('inputs')
  const { inputs, openInputs } = given === undefined ? NO_INPUTS : inputsOf(config, given)
  const broken = config.file.diagnostics.some((each) => each.severity === 'error') ? [malformed(config)] : []
  open.push(...broken)
  return { attributes, inputs, openInputs: [...openInputs, ...broken], blocks, labelled, open }
}

const NO_INPUTS = { inputs: undefined, openInputs: [] }

/** Inputs are a map; null stands for none. */
function inputsOf(config: Config, given: Value): Pick<ConfigParts, 'inputs' | 'openInputs'> {
  if (given.kind === 'map') return { inputs: given, openInputs: [] }
  if (given.kind === 'unknown') return { inputs: undefined, openInputs: [given] }
  const span = given.spans[0] ?? { file: config.path, start: 0, end: 0 }
  const detail = `Terragrunt refuses inputs that are no map; a ${given.kind} stands here.`
  if (given.kind !== 'null')
    reportProblem(config.run, span, { code: 'inputs', summary: 'The inputs are no map', detail })
  return NO_INPUTS
}

/** Blocks that stand for themselves, by label. */
const LABELLED = ['generate', 'feature']

/** Read elsewhere: with the names that refer to them. */
const ELSEWHERE: ReadonlySet<string> = new Set(['locals', 'include', 'dependency'])

const BLOCKS: ReadonlySet<string> = new Set([
  'catalog',
  'dependencies',
  'engine',
  'errors',
  'exclude',
  'remote_state',
  'terraform',
])

/** Those of earlier versions too: `skip` and the `retry…` ones. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'download_dir',
  'generate',
  'iam_assume_role_duration',
  'iam_assume_role_session_name',
  'iam_role',
  'iam_web_identity_token',
  'inputs',
  'prevent_destroy',
  'remote_state',
  'retry_max_attempts',
  'retry_sleep_interval_sec',
  'retryable_errors',
  'skip',
  'terraform_binary',
  'terraform_version_constraint',
  'terragrunt_version_constraint',
])

function addBlock(
  config: Config,
  block: Block,
  blocks: Map<string, Value>,
  labelled: ReadonlyMap<string, Map<string, MapEntry>>,
): void {
  const keySpan = headerOf(config.file, block)
  if (ELSEWHERE.has(block.type)) return
  const value = blockValue(config, block)
  const byLabel = labelled.get(block.type)
  const [label] = block.labels
  if (byLabel !== undefined && label !== undefined) byLabel.set(label.text, { keySpan, value })
  else if (BLOCKS.has(block.type)) blocks.set(block.type, value)
  else leaveOut(config, block.type, 'is no block that Terragrunt is known to have', { keySpan, value })
}

/** `generate` as an attribute is a map of what the blocks say. */
function addLabelled(
  labelled: ReadonlyMap<string, Map<string, MapEntry>>,
  type: string,
  { value }: MapEntry,
  open: Value[],
): void {
  if (value.kind === 'map') for (const [label, entry] of value.entries) labelled.get(type)?.set(label, entry)
  else if (value.kind === 'unknown') open.push(value)
}

function leaveOut(config: Config, name: string, reason: string, { keySpan }: MapEntry): void {
  config.run.leaveOut({ name, reason, span: keySpan })
}

/** What could not be parsed may have said anything. */
function malformed(config: Config): Value {
  const span = { file: config.path, start: 0, end: config.file.text.length }
  const fingerprint = config.scope.module.contentFingerprint()
  const reason = 'is in a file that could not be parsed'
  return { kind: 'unknown', symbol: { address: config.path, fingerprint, reason, span }, spans: [span] }
}
