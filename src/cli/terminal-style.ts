import { styleText } from 'node:util'
import { PLAIN_STYLE, type TextStyle } from '../core/report/text-report.ts'

/** Colours for a terminal; none where the stream is no terminal or NO_COLOR is set. */
export function terminalStyle(stream: NodeJS.WriteStream): TextStyle {
  const wantsColour = stream.isTTY && (process.env['NO_COLOR'] ?? '') === ''
  return wantsColour ? COLOURED : PLAIN_STYLE
}

const ALWAYS = { validateStream: false }
const SEVERITY_COLOURS = { low: 'blue', medium: 'yellow', high: 'red', critical: 'magenta' } as const

const COLOURED: TextStyle = {
  strong: (text) => styleText('bold', text, ALWAYS),
  faint: (text) => styleText('dim', text, ALWAYS),
  good: (text) => styleText('green', text, ALWAYS),
  severity: (severity, text) => styleText([SEVERITY_COLOURS[severity], 'bold'], text, ALWAYS),
}
