import { CST, Lexer } from 'yaml'

/**
 * The offset of the first collection of a YAML text that is within more than `depth` others by brackets, or by
 * indicators on one line (`- - - x`), whether or not the text is valid; undefined where there is none. Linear, and the
 * same whatever stack is left.
 */
export function nestedDeeperAt(text: string, depth: number): number | undefined {
  let offset = 0
  let brackets = 0
  let indicators = 0
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme)
    if (type !== null && OPENING.has(type)) brackets += 1
    else if (type !== null && CLOSING.has(type)) brackets = Math.max(0, brackets - 1)
    else if (type === 'newline') indicators = 0
    else if (type !== null && INDICATORS.has(type) && brackets === 0) indicators += 1
    if (brackets + indicators > depth) return offset
    // The library marks documents and scalars with control characters, which are no part of the text.
    if (lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END && lexeme !== CST.SCALAR) offset += lexeme.length
  }
  return undefined
}

const OPENING: ReadonlySet<string> = new Set(['flow-map-start', 'flow-seq-start'])
const CLOSING: ReadonlySet<string> = new Set(['flow-map-end', 'flow-seq-end'])
const INDICATORS: ReadonlySet<string> = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind'])
