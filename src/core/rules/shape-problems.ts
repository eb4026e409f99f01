import type { z } from 'zod'
import type { Diagnostic } from '../text/diagnostic.ts'
import { firstProblems } from './first-problems.ts'
import type { LocatedYaml, YamlPath } from './located-yaml.ts'
import { suggestion } from './near-miss.ts'

/**
 * What zod found wrong with a YAML file, as diagnostics at the place of each problem.
 * `keysAt` tells which keys may stand in the map at a path, for the suggestion beside a misspelt one.
 */
export function shapeProblems(
  yaml: LocatedYaml,
  error: z.ZodError,
  code: string,
  keysAt: (path: YamlPath) => readonly string[],
): readonly Diagnostic[] {
  return problemsOfAll(yaml, error.issues, code, keysAt)
}

function problemsOfAll(
  yaml: LocatedYaml,
  issues: readonly z.core.$ZodIssue[],
  code: string,
  keysAt: (path: YamlPath) => readonly string[],
): readonly Diagnostic[] {
  const each = issues.flatMap((issue): readonly z.core.$ZodIssue[] =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue],
  )
  return firstProblems(each, (issue) => problemsOf(yaml, issue, code, keysAt))
}

function problemsOf(
  yaml: LocatedYaml,
  issue: z.core.$ZodIssue,
  code: string,
  keysAt: (path: YamlPath) => readonly string[],
): readonly Diagnostic[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(yaml, code, [...path, key], keysAt(path)))
  }
  const inner = issue.code === 'invalid_union' ? closestOption(issue) : []
  if (inner.length > 0) {
    const placed = inner.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))
    return problemsOfAll(yaml, placed, code, keysAt)
  }
  if (isMissing(yaml, issue)) return [missing(yaml, code, path)]
  if (path.length === 0 && yaml.data === null) return [nothing(yaml, code)]
  const where = path.length === 0 ? 'the file' : `\`${path.join('.')}\``
  return [
    {
      severity: 'error',
      code,
      summary: `${where} is not valid`,
      detail: `${meantValue(yaml, issue)}It ${issueDetail(issue)}`,
      subject: issue.code === 'invalid_key' ? yaml.keyAt(path) : yaml.valueAt(path),
    },
  ]
}

/** The value that was probably meant, where it is one of a few. */
function meantValue(yaml: LocatedYaml, issue: z.core.$ZodIssue): string {
  const written = issue.path.reduce<unknown>(childOf, yaml.data)
  if (issue.code !== 'invalid_value' || typeof written !== 'string') return ''
  return suggestion(written, issue.values.map(String))
}

/** A required key that is not there: zod reports the absent value's type. */
function isMissing(yaml: LocatedYaml, issue: z.core.$ZodIssue): boolean {
  if (issue.path.length === 0 || (issue.code !== 'invalid_type' && issue.code !== 'invalid_value')) return false
  const parent = issue.path.slice(0, -1).reduce<unknown>(childOf, yaml.data)
  return typeof parent === 'object' && parent !== null && childOf(parent, issue.path.at(-1) ?? '') === undefined
}

function childOf(parent: unknown, step: PropertyKey): unknown {
  return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, step)
    ? Reflect.get(parent, step)
    : undefined
}

function missing(yaml: LocatedYaml, code: string, path: YamlPath): Diagnostic {
  return {
    severity: 'error',
    code,
    summary: `\`${path.join('.')}\` is missing`,
    detail: `Add the key \`${String(path.at(-1))}\`.`,
    subject: yaml.keyAt(path),
  }
}

function nothing(yaml: LocatedYaml, code: string): Diagnostic {
  const detail = 'Write what belongs in it, or delete it.'
  return { severity: 'error', code, summary: 'the file is empty', detail, subject: yaml.valueAt([]) }
}

/** The problems of the alternative that was meant, where one of them accepts the value's type; none where no one does. */
function closestOption(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] {
  const wrongType = (each: z.core.$ZodIssue) => each.path.length === 0 && each.code !== 'unrecognized_keys'
  return issue.errors.find((issues) => issues.length > 0 && !issues.some(wrongType)) ?? []
}

/** As many keys as one reads; the names of all rules are more. */
const MAX_LISTED = 20

/** A key that no schema knows, with the key that was probably meant. */
export function unknownKey(yaml: LocatedYaml, code: string, path: YamlPath, known: readonly string[]): Diagnostic {
  const key = String(path.at(-1))
  const parent = path.slice(0, -1).join('.')
  const place = parent === '' ? 'here' : `in \`${parent}\``
  const listed = known.slice(0, MAX_LISTED)
  const more = known.length > MAX_LISTED ? `, and ${known.length - MAX_LISTED} more` : ''
  return {
    severity: 'error',
    code,
    summary: `unknown key \`${key}\` ${place}`,
    detail: `${suggestion(key, known)}Known ${place}: ${listed.join(', ')}${more}.`,
    subject: yaml.keyAt(path),
  }
}

function issueDetail(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of: '}${issue.values.map(String).join(', ')}.`
    case 'invalid_type':
      return `must be ${TYPE_NAMES[issue.expected] ?? `of type ${issue.expected}`}.`
    case 'invalid_union':
      return `${issue.message}.`
    case 'too_small':
      return `${sizeText(issue.origin, Number(issue.minimum), 'least')}.`
    case 'too_big':
      return `${sizeText(issue.origin, Number(issue.maximum), 'most')}.`
    case 'invalid_key':
      return `is not accepted as a name: ${lowerFirst(issue.issues[0]?.message ?? issue.message)}.`
    default:
      return `is not accepted: ${lowerFirst(issue.message)}.`
  }
}

/** A limit of a number, or of how long a text or a list may be. */
function sizeText(origin: string, limit: number, bound: 'least' | 'most'): string {
  const unit = SIZED[origin]
  if (unit === undefined) return `must be at ${bound} ${limit}`
  return bound === 'least' && limit === 1 ? 'must not be empty' : `must have at ${bound} ${limit} ${unit}`
}

/** What is counted of a value that has a length. */
const SIZED: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' }

/** What YAML calls a type, in words. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
  string: 'a text (numbers, true and false go into quotes)',
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
