import type { Attribute, Block, Body, HclFile } from '../../src/core/syntax/hcl/ast.ts'
import { type Choose, endsWithMarker, gap, joint, lines, shuffled, tail } from './layout.ts'
import { expressionText } from './reprint-expression.ts'

/** What a reprint may do beyond white space, comments and the order of items. */
export interface Freedom {
  /** Texts that end with a line end as quoted strings or as heredocs. */
  readonly heredocs: boolean
  /** Parentheses around whole expressions. */
  readonly parentheses: boolean
}

/**
 * Writes a file anew from its tree: the same meaning in another layout, which the choices make. Top-level blocks and
 * the arguments of each block come in any order; nested blocks keep theirs, since theirs can mean something.
 */
export function reprint(file: HclFile, choose: Choose, freedom: Freedom): string {
  const print: Print = { text: file.text, choose, freedom }
  const attributes = [...file.body.attributes.values()].map((each) => attributeText(print, each, ''))
  const blocks = file.body.blocks.map((each) => blockText(print, each, ''))
  const items = shuffled([...attributes, ...blocks], choose)
  return `${items.map((item) => lines(choose, '') + item).join('')}${lines(choose, '')}`
}

export interface Print {
  readonly text: string
  readonly choose: Choose
  readonly freedom: Freedom
}

/** Arguments that Terraform reads as they are written, references, types and fixed names: never parenthesized here. */
const READ_AS_WRITTEN: ReadonlySet<string> = new Set([
  ...['depends_on', 'ignore_changes', 'replace_triggered_by', 'provider', 'providers', 'type', 'from', 'to'],
  ...['source', 'version', 'alias'],
])

function attributeText(print: Print, { name, expression }: Attribute, indent: string): string {
  const { choose } = print
  const isPlain = READ_AS_WRITTEN.has(name)
  const freedom = isPlain ? { ...print.freedom, parentheses: false } : print.freedom
  const value = expressionText({ ...print, freedom }, expression, 'line', 'tail')
  const sign = `${name}${joint(choose, 'line')}${' '.repeat(choose(9))}=${joint(choose, 'line')} `
  // A heredoc's marker stands alone on its line.
  const end = endsWithMarker(value) ? '' : tail(choose)
  return `${indent}${sign}${value}${end}\n`
}

function blockText(print: Print, block: Block, indent: string): string {
  const { choose } = print
  const labels = block.labels.map((label) => labelText(choose, label.text))
  const header = [block.type, ...labels].reduce((before, label) => `${before}${gap(choose, 'line')}${label}`)
  return `${indent}${header}${gap(choose, 'line')}{${bodyText(print, block.body, indent)}}${tail(choose)}\n`
}

function labelText(choose: Choose, label: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(label) && choose(4) === 1) return label
  return JSON.stringify(label).replaceAll(/([$%])\{/g, '$1$1{')
}

function bodyText(print: Print, body: Body, indent: string): string {
  const { choose } = print
  const all = [...body.attributes.values()]
  if (all.length + body.blocks.length === 0) return joint(choose, 'line')
  const [only] = all
  if (all.length === 1 && only !== undefined && body.blocks.length === 0 && choose(2) === 1) {
    const line = attributeText({ ...print, choose: () => 0 }, only, '').slice(0, -1)
    if (!line.includes('\n')) return ` ${line} `
  }
  const inner = indent + (['  ', '    ', '\t', ''][choose(4)] ?? '  ')
  const attributes = shuffled(all, choose).map((each) => attributeText(print, each, inner))
  const blocks = body.blocks.map((each) => blockText(print, each, inner))
  const at = choose(attributes.length + 1)
  const items =
    choose(2) === 0 ? [...attributes, ...blocks] : [...attributes.slice(0, at), ...blocks, ...attributes.slice(at)]
  return `${tail(choose)}\n${items.map((item) => lines(choose, inner) + item).join('')}${lines(choose, inner)}${indent}`
}
