import { indexLines, linesOf } from '../../text/lines.ts'
import type { LineRange } from '../../text/span.ts'
import type { HclFile, Range } from './ast.ts'

/** The names of what stands at the top of a file on any of these lines: of a block its type and labels, else the argument's. */
export function topLevelNames({ text, body }: HclFile, lines: LineRange): ReadonlySet<string> {
  const index = indexLines(text)
  const isThere = (range: Range) => {
    const { startLine, endLine } = linesOf(index, range)
    return startLine <= lines.endLine && lines.startLine <= endLine
  }
  return new Set([
    ...body.blocks
      .filter(isThere)
      .map(({ type, labels }) => JSON.stringify([type, ...labels.map((each) => each.text)])),
    ...[...body.attributes.values()].filter(isThere).map(({ name }) => JSON.stringify(name)),
  ])
}
