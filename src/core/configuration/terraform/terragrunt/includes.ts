import type { Block } from '../../../syntax/hcl/ast.ts'
import type { Span } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { toBoolean } from '../conversion.ts'
import { directoryOf } from '../paths.ts'
import { plainText } from '../text.ts'
import { unknownOf } from '../unknown.ts'
import { attributeOf } from './block-value.ts'
import { placeOf } from './checkout-path.ts'
import { type Config, headerOf, type Include, reportProblem, UNOPENED } from './config.ts'
import { MAX_BLOCKS } from './limits.ts'

/**
 * The `include` blocks of a file: one without a label, or any number with labels. An included file must not include
 * another one. Source: "include", Terragrunt reference.
 */
export function includesOf(config: Config): readonly Include[] {
  const blocks = config.file.body.blocks.filter((block) => block.type === 'include').slice(0, MAX_BLOCKS)
  const [first] = blocks
  if (first === undefined) return []
  const nested = config.context.includer === undefined ? undefined : nestedInclude(config, first)
  if (nested !== undefined) return [nested]
  const bare = blocks.filter((block) => block.labels.length === 0)
  const second = bare[1]
  if (second !== undefined) {
    const detail = 'Give each include block a label of its own.'
    const problem = { code: 'include', summary: 'There is more than one include without a label', detail }
    reportProblem(config.run, headerOf(config.file, second), problem)
  }
  return blocks.map((block) => readInclude(config, block))
}

function nestedInclude(config: Config, block: Block): Include {
  const span = headerOf(config.file, block)
  const detail = 'Terragrunt refuses an include in a file that is itself included; include both files side by side.'
  reportProblem(config.run, span, { code: 'nested-include', summary: 'An included file includes another one', detail })
  const unread = unreadInclude(config, span, [], 'is set by an include that Terragrunt refuses')
  return {
    name: block.labels[0]?.text ?? '',
    expose: false,
    strategy: 'shallow',
    path: undefined,
    config: unread,
    span,
  }
}

function readInclude(config: Config, block: Block): Include {
  const span = headerOf(config.file, block)
  const path = attributeOf(config, block, 'path')
  const exposed = attributeOf(config, block, 'expose')
  const place = path === undefined ? undefined : placeOf(path, directoryOf(config.context.configPath))
  const included = place?.kind === 'inside' ? place.path : undefined
  const expose = exposed === undefined ? undefined : toBoolean(exposed)
  return {
    name: block.labels[0]?.text ?? '',
    // What is perhaps exposed is looked at as if it were.
    expose: expose !== undefined && !(expose.kind === 'boolean' && !expose.value),
    strategy: strategyOf(config, block, span),
    path: included,
    config: openInclude(config, included, path, span),
    span,
  }
}

function strategyOf(config: Config, block: Block, span: Span): Include['strategy'] {
  const value = attributeOf(config, block, 'merge_strategy')
  if (value === undefined) return 'shallow'
  const text = plainText(value)
  if (text === 'no_merge' || text === 'shallow' || text === 'deep') return text
  const detail = 'Terragrunt merges an include by "no_merge", "shallow" or "deep"; what this one sets is undecided.'
  reportProblem(config.run, value.spans[0] ?? span, {
    code: 'merge-strategy',
    summary: 'The merge strategy of an include is not known',
    detail,
  })
  return 'unknown'
}

function openInclude(
  config: Config,
  included: string | undefined,
  path: Value | undefined,
  span: Span,
): Config | Value {
  const given = path === undefined ? [] : [path]
  if (included === undefined) {
    const problem = includeProblem(path, config)
    if (problem !== undefined) reportProblem(config.run, path?.spans[0] ?? span, problem)
    return unreadInclude(config, span, given, 'is set by an include whose path is not known')
  }
  const context = { ...config.context, includer: config, depth: config.context.depth + 1 }
  const opened = config.open(included, context)
  if (!('kind' in opened)) return opened
  const detail = UNOPENED[opened.kind]
  const summary = `The included file ${included} is not read`
  const problem = { code: 'include', summary, detail }
  const severity = opened.kind === 'not-loaded' ? { severity: 'warning' as const } : {}
  reportProblem(config.run, path?.spans[0] ?? span, { ...problem, ...severity })
  const reason = 'is set by an include that is not read'
  // It is read again once it is loaded: what the whole repository says does not matter before.
  return opened.kind === 'not-loaded'
    ? unknownInclude(config, span, given, reason, '')
    : unreadInclude(config, span, given, reason)
}

function includeProblem(path: Value | undefined, config: Config) {
  const code = 'include'
  if (path === undefined) return { code, summary: 'An include has no path', detail: 'Terragrunt refuses it.' }
  if (placeOf(path, directoryOf(config.context.configPath)).kind === 'outside') {
    return { code, summary: 'An include leaves the repository', detail: 'Only files of the repository are read.' }
  }
  const detail = 'What it sets is undecided. Its path is made of something that only Terragrunt knows when it runs.'
  return { code, summary: 'The path of an include is not known', detail }
}

function unreadInclude(config: Config, span: Span, given: readonly Value[], reason: string): Value {
  return unknownInclude(config, span, given, reason, config.run.configurationFingerprint())
}

function unknownInclude(config: Config, span: Span, given: readonly Value[], reason: string, content: string): Value {
  const fingerprint = digestOf('terragrunt-include', config.context.configPath, content, ...given.map(fingerprintOf))
  return unknownOf({ address: 'an include', fingerprint, reason }, [span])
}
