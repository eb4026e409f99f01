/** A source of choices: each call takes the next number, reduced to less than `below`. No number left, or 0, is the plain choice. */
export type Choose = (below: number) => number

export function chooser(numbers: readonly number[]): Choose {
  let at = 0
  return (below) => (numbers[at++ % Math.max(1, numbers.length)] ?? 0) % below
}

/** Whether a line may end at a gap: `free` within brackets, `line` elsewhere. */
export type Context = 'free' | 'line'

/** White space and comments between two tokens, one blank at least. */
export function gap(choose: Choose, context: Context): string {
  const gaps = context === 'free' ? FREE_GAPS : LINE_GAPS
  return gaps[choose(gaps.length)] ?? ' '
}

/** White space and comments where tokens may also stand side by side. */
export function joint(choose: Choose, context: Context): string {
  return choose(3) === 1 ? gap(choose, context) : ''
}

/** Whole lines between two items of a body. */
export function lines(choose: Choose, indent: string): string {
  return LINES[choose(LINES.length)]?.replaceAll('→', indent) ?? ''
}

/** What may stand between an item and the end of its line. */
export function tail(choose: Choose): string {
  return TAILS[choose(TAILS.length)] ?? ''
}

/** Whether a text ends with a heredoc's closing marker, which stands alone on its line. */
export function endsWithMarker(text: string): boolean {
  const last = /\n[ \t]*(\w+)$/.exec(text)?.[1]
  return last !== undefined && new RegExp(`<<-?${last}\\r?\\n`).test(text)
}

export function shuffled<Item>(items: readonly Item[], choose: Choose): readonly Item[] {
  const rest = [...items]
  const result: Item[] = []
  while (rest.length > 0) result.push(...rest.splice(choose(rest.length), 1))
  return result
}

const LINE_GAPS = [' ', '  ', '\t', ' ', '        ', ' /* note */ ', ' /* } " <<EOT\n  */ ', '/**/']
const FREE_GAPS = [
  ...LINE_GAPS,
  '\n',
  '\n\n    ',
  ' # note ] }\n',
  ' // note "${\n\t',
  '\n# a\n# b\n',
  ' /* a */ // b\n',
]
const LINES = [
  '',
  '',
  '\n',
  '\n\n\n',
  '→# comment\n',
  '→// resource "x" "y" {\n',
  '→/* a\n→   b = 1 */\n',
  '   \t\n',
  '→#\n',
]
const TAILS = ['', '', '', ' # end', '  // end {', ' /* end */', '\t', ' /**/ # a']
