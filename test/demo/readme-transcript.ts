import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const README = join(resolve(import.meta.dirname, '../..'), 'README.md')
const BETWEEN_MARKERS = /(<!-- demo -->\n)[\s\S]*(<!-- \/demo -->)/

/** Puts the demo's transcript into the README, between its markers. */
export function writeTranscript(transcript: string): void {
  const fenced = `<details>\n<summary>The whole transcript</summary>\n\n~~~text\n${transcript.trim()}\n~~~\n\n</details>\n`
  writeFileSync(
    README,
    readFileSync(README, 'utf8').replace(BETWEEN_MARKERS, (_, start, end) => `${start}${fenced}${end}`),
  )
}

/** The transcript that the README shows. */
export function readTranscript(): string {
  return BETWEEN_MARKERS.exec(readFileSync(README, 'utf8'))?.[0] ?? ''
}
