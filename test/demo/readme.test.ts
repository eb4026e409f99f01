import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTranscript } from './readme-transcript.ts'

describe('the transcript in the README', () => {
  const transcript = readTranscript()

  it('shows every step of the demo, and that each came out as expected', () => {
    const source = readFileSync(join(resolve(import.meta.dirname), 'main.ts'), 'utf8')
    const steps = [...source.matchAll(/\bstep\(\s*['`]([^'`$]+)/g)].map(([, title = '']) => title)
    expect(steps.length).toBeGreaterThanOrEqual(5)
    for (const title of steps) expect(transcript).toContain(title)
    expect(transcript).toContain('Every step came out as expected.')
    expect(transcript).not.toContain('NOT AS EXPECTED')
  })
})
