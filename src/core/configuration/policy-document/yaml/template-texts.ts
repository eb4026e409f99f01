import { NOWHERE } from '../../../text/span.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { type FlatText, flattenText, spansWithin } from '../../../value/text-origin.ts'
import { knownText, type MapEntry, type TextPart, type TextValue, type Value } from '../../../value/value.ts'
import type { Definitions } from './definitions.ts'

/**
 * A value whose texts have unknown parts wherever a program would put something in: `${…}`, `{{ … }}`, `$(…)`, `$NAME`.
 * Each is equal only to the same text with the same definitions. Variables of policies (`${aws:username}`) stay text,
 * unless the Serverless Framework reads them all.
 */
export function withTemplateTexts(value: Value, definitions: Definitions, program: Program): Value {
  const read = (inner: Value): Value => {
    switch (inner.kind) {
      case 'text':
        return readText(inner, definitions, program)
      case 'list':
        return { ...inner, items: inner.items.map(read) }
      case 'map': {
        const entries = [...inner.entries].map(([key, entry]): [string, MapEntry] => [
          key,
          { ...entry, value: read(entry.value) },
        ])
        return { ...inner, entries: new Map(entries) }
      }
      default:
        return inner
    }
  }
  return read(value)
}

/**
 * What puts something in: whatever program there is; the Serverless Framework; or the same in a template, where it leaves
 * to CloudFormation what is none of its own variables (`${AWS::Region}`, `${Bucket}`).
 */
export type Program = 'any' | 'serverless' | 'serverless-template'

function readText(value: TextValue, definitions: Definitions, program: Program): Value {
  const text = knownText(value)
  if (text === undefined || !/[$]|\{[{%]/.test(text)) return value
  const [span = NOWHERE] = value.spans
  const symbolOf = (written: string) => {
    const fingerprint = digestOf('template', written, ...definitions(written))
    return { address: shownAs(written), fingerprint, reason: 'is put in by a program', span }
  }
  // What is left out or repeated of a text is not known part by part.
  const whole: Value = { kind: 'unknown', symbol: symbolOf(text), spans: value.spans }
  if (program !== 'serverless-template' && CONTROL.test(text)) return whole
  const holes = holesIn(text, program)
  const [only] = holes
  if (only === undefined) return value
  if (only.start === 0 && only.end === text.length) return whole
  if (holes.length > MAX_HOLES) return whole
  const flat = flattenText(value)
  const parts: TextPart[] = []
  let from = 0
  for (const { start, end } of holes) {
    if (start > from) parts.push(literalPart(flat, from, start))
    parts.push({ kind: 'symbol', symbol: symbolOf(text.slice(start, end)) })
    from = end
  }
  if (from < text.length) parts.push(literalPart(flat, from, text.length))
  return { ...value, parts }
}

/** Statements of template languages: conditions, loops, blocks, and trimmed ends. */
const CONTROL = /\{%|\{\{-?\s*(?:#|\/|if\b|else\b|end\b|range\b|with\b|define\b|block\b|include\b|template\b)/
const MAX_HOLES = 1_000

/** For people, who see the address of what is unknown in `${…}`. */
function shownAs(written: string): string {
  if (written.length > MAX_SHOWN) return `${written.slice(0, MAX_SHOWN)}…`
  return (/^(?:\$\{|\$\(|\{\{-?)([\s\S]*?)(?:-?\}\}|\}|\))$/.exec(written)?.[1] ?? written).trim().replace(/\s+/g, ' ')
}

const MAX_SHOWN = 80

function literalPart(flat: FlatText, start: number, end: number): TextPart {
  const text = flat.text.slice(start, end)
  const origins = flat.pieces
    .filter((piece) => piece.start < end && piece.end > start)
    .map((piece) => {
      const [from, to] = [Math.max(piece.start, start), Math.min(piece.end, end)]
      return { at: from - start, spans: spansWithin(flat, from, to, 'edges') }
    })
  return { kind: 'literal', text, origins }
}

interface Hole {
  readonly start: number
  readonly end: number
}

/** Where a program would put something in, in order, none within another. */
function holesIn(text: string, program: Program): readonly Hole[] {
  const holes: Hole[] = []
  for (let at = 0; at < text.length && holes.length <= MAX_HOLES; at++) {
    const end = program === 'serverless-template' ? ownHoleEnd(text, at) : holeEnd(text, at, program)
    if (end === undefined) continue
    holes.push({ start: at, end })
    at = end - 1
  }
  return holes
}

/** `${source:address}` and `${source(parameters):address}`. Source: "Variables", Serverless Framework documentation. */
const OWN_VARIABLE = /\$\{\s*[A-Za-z][\w.-]*\s*(?:\(|:(?!:))/
const OWN_VARIABLE_HERE = new RegExp(OWN_VARIABLE, 'y')

/** Whether a text has a variable of the Serverless Framework in it. */
export function hasOwnVariable(text: string): boolean {
  return OWN_VARIABLE.test(text)
}

function ownHoleEnd(text: string, at: number): number | undefined {
  OWN_VARIABLE_HERE.lastIndex = at
  return OWN_VARIABLE_HERE.test(text) ? closing(text, at + 1, '{', '}') : undefined
}

function holeEnd(text: string, at: number, program: Program): number | undefined {
  if (text.startsWith('${', at)) {
    const end = closing(text, at + 1, '{', '}')
    return program !== 'serverless' && VARIABLE.test(text.slice(at, end)) ? undefined : end
  }
  if (text.startsWith('{{', at)) {
    if (CLUSTER_NAME.test(text.slice(at, at + MAX_CLUSTER_NAME))) return undefined
    const close = text.indexOf('}}', at)
    return close === -1 ? text.length : close + 2
  }
  if (text.startsWith('$(', at)) return closing(text, at + 1, '(', ')')
  if (text[at] !== '$') return undefined
  NAME.lastIndex = at
  const name = NAME.exec(text)?.[0]
  return name === undefined || name === '$LATEST' ? undefined : at + name.length
}

/** What a cluster itself puts into the names of mapped users. Source: the README of aws-iam-authenticator. */
const CLUSTER_NAME = /^\{\{(?:EC2PrivateDNSName|SessionName|SessionNameRaw|AccountID|AccessKeyID)\}\}/
const MAX_CLUSTER_NAME = 30

const NAME = /\$[A-Z_][A-Z0-9_]*/y

/** Behind what closes a bracket; what is never closed reaches to the end. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++
    else if (text[at] === close) depth--
    if (depth === 0) return at + 1
  }
  return text.length
}

/**
 * Variables that IAM itself replaces, by the prefixes of their condition keys.
 * Source: "IAM policy elements: Variables and tags", IAM User Guide.
 */
const VARIABLE =
  /^\$\{(?:[*?$]|(?:aws:(?!accountid\}|region\}|stage\})[a-z]|(?:saml|iam|ec2|s3|kms|sts|redshift|transfer|iot|www\.amazon\.com|accounts\.google\.com|graph\.facebook\.com|cognito-identity\.amazonaws\.com|(?:[a-z0-9-]+\.)+[a-z]+):)[^{}]*)\}$/i
