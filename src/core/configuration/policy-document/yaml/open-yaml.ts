import { parseYamlStream } from '../../../syntax/yaml/parse.ts'
import type { TagReader } from '../../../syntax/yaml/yaml-state.ts'
import type { Diagnostic } from '../../../text/diagnostic.ts'
import type { Value } from '../../../value/value.ts'
import { looksLikeAccess } from './looks-like-access.ts'

/** What a YAML file is. */
export type OpenedYaml =
  | { readonly kind: 'documents'; readonly documents: readonly Value[]; readonly diagnostics: readonly Diagnostic[] }
  /** A text that a program makes YAML of, or that another reader reads otherwise: nobody knows what it says then. */
  | { readonly kind: 'made'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly diagnostics: readonly Diagnostic[] }

/** Reads a YAML file that may hold policies, each value with its place. Total. */
export function openYaml(path: string, text: string): OpenedYaml {
  if (BINARY.test(text) && isTelling(text)) return { kind: 'made', reason: 'parts of the file are encoded' }
  const isTemplate = /\{\{|\{%/.test(text)
  if (isTemplate && TEMPLATE_FOLDER.test(path)) return { kind: 'made', reason: TEMPLATE }
  const { documents, diagnostics } = parseYamlStream(path, text, readTag)
  if (documents !== undefined && textLength(documents) > MAX_TEXT) return { kind: 'made', reason: REPEATED }
  const isSound = diagnostics.every(({ severity }) => severity !== 'error')
  if (documents !== undefined && isSound) return { kind: 'documents', documents, diagnostics }
  return isTemplate ? { kind: 'made', reason: TEMPLATE } : { kind: 'malformed', diagnostics }
}

/** Text of all documents together, that which aliases stand for counted each time: it is searched and decoded. */
const MAX_TEXT = 4_194_304
const REPEATED = 'aliases of the file repeat more text than is read'

function textLength(documents: readonly Value[]): number {
  const open: Value[] = [...documents]
  let length = 0
  for (let next = open.pop(); next !== undefined && length <= MAX_TEXT; next = open.pop()) {
    if (next.kind === 'text')
      length += next.parts.reduce((sum, part) => sum + (part.kind === 'literal' ? part.text.length : 0), 0)
    else if (next.kind === 'list') open.push(...next.items)
    else if (next.kind === 'map') for (const { value } of next.entries.values()) open.push(value)
  }
  return length
}

const TEMPLATE = 'the file is a template, and what becomes of it is not known'

/** Helm reads every file there as a template, its comments too; so does Ansible what it makes files of. */
const TEMPLATE_FOLDER = /(^|\/)templates\//

/** Readers of YAML decode such scalars before they look at what they say. */
const BINARY = /!!binary|tag:yaml\.org,2002:binary|^%TAG/m

/** Whether what is encoded is a key, or belongs to a policy. */
function isTelling(text: string): boolean {
  return /!!binary\s+\S+\s*:|^%TAG|polic\w{0,40}['"]?\s*:\s*!/im.test(text) || looksLikeAccess(text)
}

/** `!Tag value` as a map of one key, so that what stands behind a tag is still looked at. */
export const readTag: TagReader = (tag, value, span) => {
  return { kind: 'map', collection: 'object', entries: new Map([[tag, { keySpan: span, value }]]), spans: [span] }
}
