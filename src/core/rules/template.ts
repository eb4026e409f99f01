/** Text with `{placeholders}` that a rule's author wrote. */
export interface Template {
  readonly parts: readonly TemplatePart[]
}

type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: Placeholder }

/** What a template may name, and what stands there. */
export const PLACEHOLDERS = [
  'address',
  'actions',
  'resources',
  'principals',
  'conditions',
  'reason',
  'file',
  'tools',
  'authored',
  'policyKind',
] as const

export type Placeholder = (typeof PLACEHOLDERS)[number]

/**
 * Reads a template; `unknown` is what stands in braces as a placeholder would and is none that anybody knows, such as
 * `{action}`, `{ actions }` or `{change.file}`, with its offset in `text`. Terraform's `${…}` is text.
 */
export function readTemplate(text: string): {
  readonly template: Template
  readonly unknown: readonly { readonly name: string; readonly offset: number }[]
} {
  const parts: TemplatePart[] = []
  const unknown: { readonly name: string; readonly offset: number }[] = []
  let end = 0
  for (const match of text.matchAll(/(?<!\$)\{(\s{0,9}[A-Za-z][A-Za-z0-9_.-]{0,39}\s{0,9})\}/g)) {
    const written = match[1] ?? ''
    const name = PLACEHOLDERS.find((candidate) => candidate === written)
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    if (name === undefined) unknown.push({ name: written, offset: match.index })
    else parts.push({ kind: 'placeholder', name })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return { template: { parts }, unknown }
}

/** Fills a template in. The values are data: braces in them mean nothing. */
export function fillTemplate(template: Template, textFor: (name: Placeholder) => string): string {
  return template.parts.map((part) => (part.kind === 'text' ? part.text : textFor(part.name))).join('')
}

/** A template as its author wrote it. */
export function templateSource(template: Template): string {
  return template.parts.map((part) => (part.kind === 'text' ? part.text : `{${part.name}}`)).join('')
}
