import { parseJson } from '../../../syntax/json/parse.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import { textOf, type Value } from '../../../value/value.ts'
import { encodeAsJson } from '../functions/json-encode.ts'
import { directoryOf, fileNameOf } from '../paths.ts'
import { placeOf } from './checkout-path.ts'
import { type Config, type OpenedConfig, UNOPENED } from './config.ts'
import { type ConfigCall, type ConfigFunctionTable, unknownPath, unknownResult } from './config-function.ts'
import { configurationFileIn } from './directory-functions.ts'
import { attributesOf } from './resolve-config-reference.ts'

/** Source: "HCL functions", Terragrunt reference: those that read files. Relative paths are the configuration's. */
export const READING_FUNCTIONS: ConfigFunctionTable = {
  read_terragrunt_config: readTerragruntConfig,
  read_tfvars_file: readTfvarsFile,
  sops_decrypt_file: decrypt,
  mark_as_read: ([path]) => path,
}

/** A file that is read stands for itself: it neither is included nor has the includes of who reads it. */
function readTerragruntConfig(args: readonly Value[], call: ConfigCall): Value | undefined {
  const [path, fallback] = args
  const { config } = call
  if (path === undefined || args.length > 2) return undefined
  const place = placeOf(path, directoryOf(config.context.configPath))
  if (place.kind !== 'inside') return unknownPath(args, call, place.kind)
  const target = configurationFileIn(place.path, config.run.exists)
  if (!config.run.exists(target)) return fallback
  if (fileNameOf(target) === 'terragrunt.stack.hcl') return unknownFile(target, args, call, 'is a stack')
  const { originalPath, depth } = config.context
  const opened = config.open(target, { configPath: target, originalPath, depth: depth + 1 })
  if ('kind' in opened) return unopened(opened, target, args, call)
  return target.endsWith('terragrunt.values.hcl') ? attributesOf(opened) : opened.value()
}

function unopened(
  { kind }: Exclude<OpenedConfig, Config>,
  target: string,
  args: readonly Value[],
  call: ConfigCall,
): Value {
  const severity = kind === 'not-loaded' ? ('warning' as const) : ('error' as const)
  const summary = `The configuration ${target} is not read`
  const diagnostic = { severity, code: 'terragrunt-read', summary, detail: UNOPENED[kind], subject: call.span }
  call.config.run.report(diagnostic)
  return unknownFile(target, args, call, 'is a file that is not read')
}

function unknownFile(target: string, args: readonly Value[], call: ConfigCall, reason: string): Value {
  return unknownResult(args, call, reason, [target, call.config.run.repository.identity(target) ?? ''])
}

/** The variables of a `.tfvars` file as JSON. */
function readTfvarsFile(args: readonly Value[], call: ConfigCall): Value | undefined {
  const [path] = args
  const { config } = call
  if (path === undefined || args.length > 1) return undefined
  const place = placeOf(path, directoryOf(config.context.configPath))
  if (place.kind !== 'inside') return unknownPath(args, call, place.kind)
  const answer = config.run.readFile(place.path)
  if (answer.kind === 'missing') return undefined
  if (answer.kind === 'not-loaded') return unknownFile(place.path, args, call, 'is not loaded yet')
  if (place.path.endsWith('json')) return jsonText(place.path, answer.text, call)
  const { depth, originalPath } = config.context
  const opened = config.open(place.path, { configPath: place.path, originalPath, depth: depth + 1 })
  if ('kind' in opened) return unopened(opened, place.path, args, call)
  return encodeAsJson(attributesOf(opened), call)
}

function jsonText(path: string, text: string, call: ConfigCall): Value | undefined {
  const { value } = parseJson(path, text)
  return value === undefined ? undefined : { ...textOf(text, call.spans), encoded: value }
}

/** A secret: its text is never known here, and only the encrypted file tells whether it is the same. */
function decrypt(args: readonly Value[], call: ConfigCall): Value | undefined {
  const [path] = args
  if (path === undefined || args.length > 1) return undefined
  const place = placeOf(path, directoryOf(call.config.context.configPath))
  if (place.kind !== 'inside') return unknownPath(args, call, place.kind)
  const content = call.config.run.repository.identity(place.path) ?? fingerprintOf(path)
  return unknownResult(args, call, 'is a secret that is only decrypted when Terragrunt runs', [content], 'text')
}
