import type { Logger } from 'pino'
import { createLogger, type LogLevel } from '../../src/intake/logger.ts'

export interface CapturedLog {
  readonly log: Logger
  /** All that was logged so far, as it would be on standard output. */
  text(): string
}

export function capturedLog(level: LogLevel = 'trace'): CapturedLog {
  const lines: string[] = []
  return { log: createLogger(level, { write: (line) => void lines.push(line) }), text: () => lines.join('') }
}
