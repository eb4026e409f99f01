import type { Template, TemplatePart } from '../../src/core/syntax/hcl/ast.ts'
import { type Context, joint } from './layout.ts'
import type { Print } from './reprint.ts'
import { expressionText, type Place } from './reprint-expression.ts'

/** A text as a quoted string, or as a heredoc where it ends with a line end; with its sequences in another layout. */
export function templateText(print: Print, template: Template, context: Context, place: Place): string {
  const { choose, freedom } = print
  // Strip markers have left their trace in the tree; such a text stays as it was written.
  const source = print.text.slice(template.start, template.end)
  const stays = hasEmptyLiteral(template.parts) || /^[^"<]/.test(source)
  const asHeredoc = freedom.heredocs && isHeredocText(template.parts) && choose(2) === 0
  if (stays ? !source.startsWith('<<') : !asHeredoc) return stays ? source : quoted(print, template.parts)
  const text = stays ? source : heredoc(print, template.parts)
  if (place === 'tail') return text
  return context === 'free' ? `${text}\n` : `(${text}\n)`
}

function hasEmptyLiteral(parts: readonly TemplatePart[]): boolean {
  return parts.some((part) => {
    if (part.kind === 'if') return hasEmptyLiteral([...part.then, ...part.otherwise])
    if (part.kind === 'for') return hasEmptyLiteral(part.parts)
    return part.kind === 'literal' && part.text === ''
  })
}

/** Whether a heredoc can say it: lines of text and interpolations, the last line ended, no `$` right before a sequence. */
function isHeredocText(parts: readonly TemplatePart[]): boolean {
  const last = parts.at(-1)
  if (last?.kind !== 'literal' || !last.text.endsWith('\n')) return false
  return parts.every((part) => {
    if (part.kind === 'literal') return !/[$%]$|\r(?!\n)|EOT/.test(part.text)
    return part.kind === 'interpolation'
  })
}

function quoted(print: Print, parts: readonly TemplatePart[]): string {
  return `"${parts.map((part) => quotedPart(print, part)).join('')}"`
}

function quotedPart(print: Print, part: TemplatePart): string {
  const inner = (nested: readonly TemplatePart[]) => nested.map((each) => quotedPart(print, each)).join('')
  const value = (expression: Parameters<typeof expressionText>[1]) =>
    expressionText(print, expression, 'free', 'within')
  switch (part.kind) {
    case 'literal':
      return escaped(part.text)
    case 'interpolation':
      return interpolation(print, part)
    case 'if': {
      const otherwise = part.otherwise.length === 0 ? '' : `%{ else }${inner(part.otherwise)}`
      return `%{ if ${value(part.condition)} }${inner(part.then)}${otherwise}%{ endif }`
    }
    case 'for': {
      const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`
      return `%{ for ${names} in ${value(part.collection)} }${inner(part.parts)}%{ endfor }`
    }
  }
}

function interpolation(print: Print, part: TemplatePart & { readonly kind: 'interpolation' }): string {
  const { choose } = print
  const inner = expressionText(print, part.expression, 'free', 'within')
  return `\${${joint(choose, 'free')}${inner}${joint(choose, 'free')}}`
}

/** A `$` before a sequence is written as its number, so that the two do not become an escape. */
function escaped(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\b', '\\u0008').replaceAll('\\f', '\\u000c')
  return inner
    .replaceAll(/([$%])\{/g, '$1$1{')
    .replace(/\$$/, '\\u0024')
    .replace(/%$/, '\\u0025')
}

/** Flush with any indentation where no line begins with a sequence, else as it stands. */
function heredoc(print: Print, parts: readonly TemplatePart[]): string {
  const { choose } = print
  const marker = ['EOT', 'EOT_2', 'EOT_json'][choose(3)] ?? 'EOT'
  const written = parts.map((part) =>
    part.kind === 'literal'
      ? part.text.replaceAll(/([$%])\{/g, '$1$1{')
      : part.kind === 'interpolation'
        ? interpolation(print, part)
        : '',
  )
  const body = written.join('')
  const literalLines = parts.flatMap((part) => (part.kind === 'literal' ? part.text.split('\n') : ['']))
  const isLiteral = parts.every((part) => part.kind === 'literal')
  const flush = isLiteral && literalLines.some((line) => /^\S/.test(line)) && choose(2) === 0
  if (!flush) return `<<${marker}\n${body}${' '.repeat(choose(3))}${marker}`
  const indent = ' '.repeat(choose(7))
  const indented = body.replaceAll(/^(?=.*\S)/gm, indent)
  return `<<-${marker}\n${indented}${indent}${marker}`
}
