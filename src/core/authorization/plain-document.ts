import type { z } from 'zod'
import type { Diagnostic } from '../text/diagnostic.ts'
import { NOWHERE, type Span } from '../text/span.ts'
import { displayText, type Value } from '../value/value.ts'

/** A document that its schema takes, or the places where it does not. */
export type PlainDocument<Content> =
  | { readonly kind: 'read'; readonly content: Content }
  | { readonly kind: 'malformed'; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] }

/** Reads a document that has no unknown parts by a schema. Every error stands at the value that is wrong. */
export function readPlainDocument<Content>(schema: z.ZodType<Content>, value: Value): PlainDocument<Content> {
  const parsed = schema.safeParse(plainOf(value))
  if (parsed.success) return { kind: 'read', content: parsed.data }
  const [first, ...others] = parsed.error.issues.map((issue) => issueDiagnostic(issue, value))
  if (first === undefined) throw new Error('a schema refused a document without saying why')
  return { kind: 'malformed', diagnostics: [first, ...others] }
}

/** What a value is in JSON. An unknown part is text here, which no schema mistakes for a name. */
function plainOf(value: Value): unknown {
  switch (value.kind) {
    case 'null':
      return null
    case 'boolean':
      return value.value
    case 'number':
      return Number(value.digits)
    case 'text':
      return displayText(value)
    case 'list':
      return value.items.map(plainOf)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plainOf(entry.value)]))
    case 'unknown':
      return `\${${value.symbol.address}}`
  }
}

function issueDiagnostic(issue: z.core.$ZodIssue, document: Value): Diagnostic {
  const place = issue.path.map(String).join('.') || 'the document'
  return {
    severity: 'error',
    code: 'document-malformed',
    summary: `${place}: ${issue.message}`,
    detail: 'The document is not of the form that its kind takes.',
    subject: spanAt(document, issue.path),
  }
}

function spanAt(value: Value, path: readonly PropertyKey[]): Span {
  const [first, ...rest] = path
  const next =
    value.kind === 'map'
      ? value.entries.get(String(first))?.value
      : value.kind === 'list'
        ? value.items[Number(first)]
        : undefined
  if (first !== undefined && next !== undefined) return spanAt(next, rest)
  return value.spans[0] ?? NOWHERE
}
