import type { Span } from '../../../text/span.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { type TextValue, textOf, type UnknownSymbol, type Value } from '../../../value/value.ts'
import { repositoryPath } from '../paths.ts'
import { textOfParts } from '../text.ts'

/** Where a path of configuration leads: a repository path, out of the repository, or nobody knows. */
export type Place =
  | { readonly kind: 'inside'; readonly path: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unknown' }

/**
 * The absolute path of a repository path, as Terragrunt's functions give it: where the repository is checked out is
 * not known, so that the text starts with a symbol for it.
 */
export function checkoutPath(path: string, spans: readonly [Span, ...Span[]]): TextValue {
  const root = { kind: 'symbol', symbol: checkoutRoot(spans[0]) } as const
  return textOfParts(path === '' ? [root] : [root, { kind: 'literal', text: `/${path}` }], spans)
}

/** Where a path leads that is absolute within the checkout, or relative to a directory of the repository. */
export function placeOf(value: Value, directory: string): Place {
  if (value.kind !== 'text') return { kind: 'unknown' }
  const [first, ...rest] = value.parts
  const isAbsolute = first?.kind === 'symbol' && first.symbol.fingerprint === ROOT_FINGERPRINT
  const literals = isAbsolute ? rest : value.parts
  let text = ''
  for (const part of literals) {
    if (part.kind === 'symbol') return { kind: 'unknown' }
    text += part.text
  }
  if (isAbsolute && text !== '' && !text.startsWith('/')) return { kind: 'unknown' }
  const path = isAbsolute ? repositoryPath('', text.replace(/^\/+/, '')) : repositoryPath(directory, text)
  return path === undefined ? { kind: 'outside' } : { kind: 'inside', path }
}

/** Whether a text starts with the place of the checkout. */
export function isCheckoutPath(value: Value): boolean {
  const first = value.kind === 'text' ? value.parts[0] : undefined
  return first?.kind === 'symbol' && first.symbol.fingerprint === ROOT_FINGERPRINT
}

/** The path from one directory of the repository to a path, as filepath.Rel writes it. */
export function relativePath(from: string, to: string): string {
  const left = from === '' ? [] : from.split('/')
  const right = to === '' ? [] : to.split('/')
  let shared = 0
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) shared += 1
  const segments = [...left.slice(shared).map(() => '..'), ...right.slice(shared)]
  return segments.length === 0 ? '.' : segments.join('/')
}

/** A relative path as a value. */
export function relativeText(from: string, to: string, spans: readonly [Span, ...Span[]]): TextValue {
  return textOf(relativePath(from, to), spans)
}

function checkoutRoot(span: Span): UnknownSymbol {
  const reason = 'is where the repository is checked out'
  return { address: 'get_repo_root()', fingerprint: ROOT_FINGERPRINT, reason, span, form: 'text' }
}

const ROOT_FINGERPRINT = digestOf('terragrunt-checkout')
