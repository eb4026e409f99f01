import type { z } from 'zod'
import type { Diagnostic } from '../text/diagnostic.ts'
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
  return error.issues.flatMap((issue) => problemsOf(yaml, issue, code, keysAt))
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
    return inner.flatMap((each) => problemsOf(yaml, { ...each, path: [...issue.path, ...each.path] }, code, keysAt))
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
      subject: yaml.valueAt(path),
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
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}.`
  if (issue.code === 'invalid_type') return `must be ${TYPE_NAMES[issue.expected] ?? `of type ${issue.expected}`}.`
  return issue.code === 'invalid_union' ? `${issue.message}.` : `is not accepted: ${lowerFirst(issue.message)}.`
}

/** What YAML calls a type, in words. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
  string: 'a text (numbers go into quotes)',
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
