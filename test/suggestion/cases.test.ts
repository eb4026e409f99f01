import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { hclSecondOpinion } from '../../src/adapters/second-opinion/hcl-second-opinion.ts'
import { runReview } from '../../src/cli/review.ts'
import type { Finding } from '../../src/core/rules/finding.ts'
import { MAX_SUGGESTED_LINES, type Suggestion, wholeLines } from '../../src/core/suggestion/suggestion.ts'

const CASES = resolve(import.meta.dirname, '../cases')

const secondOpinion = hclSecondOpinion()
afterAll(() => secondOpinion.close())

const scratch = mkdtempSync(join(tmpdir(), 'countersign-suggestions-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const groups = readdirSync(CASES)
const counts = { findings: 0, suggestions: 0 }

describe('every suggestion in the cases', () => {
  it.each(groups)('of %s takes its finding away and brings none', { timeout: 600_000 }, async (group) => {
    for (const name of readdirSync(join(CASES, group)).filter((each) => !each.startsWith('silent-'))) {
      const folder = join(CASES, group, name)
      const before = await findingsOf(folder, join(folder, 'head'), true)
      counts.findings += before.length
      for (const { digest, suggestion } of before) {
        if (suggestion === undefined) continue
        counts.suggestions += 1
        expect(linesOf(suggestion), name).toBeLessThanOrEqual(MAX_SUGGESTED_LINES)
        const after = (await findingsOf(folder, withTakenOver(folder, suggestion), false)).map((each) => each.digest)
        expect(after, `${group}/${name}`).not.toContain(digest)
        expect(new Set(after).isSubsetOf(new Set(before.map((each) => each.digest))), `${group}/${name}`).toBe(true)
      }
    }
  })

  it('is one for two in three findings', () => {
    expect(counts.suggestions).toBeGreaterThan(counts.findings * 0.6)
  })
})

async function findingsOf(folder: string, head: string, isSuggesting: boolean): Promise<readonly Finding[]> {
  const sides = { repo: folder, base: join(folder, 'base'), head }
  return (await runReview(sides, secondOpinion, isSuggesting)).result.findings
}

/** A copy of head in which it was taken over, by its lines alone. */
function withTakenOver(folder: string, { file, startLine, endLine, replacement }: Suggestion): string {
  const head = join(scratch, 'head')
  rmSync(head, { recursive: true, force: true })
  cpSync(join(folder, 'head'), head, { recursive: true, verbatimSymlinks: true })
  const lines = readFileSync(join(head, file), 'utf8').split(/(?<=\n)/)
  lines.splice(startLine - 1, endLine - startLine + 1, replacement)
  writeFileSync(join(head, file), lines.join(''))
  return head
}

function linesOf({ replaced, replacement }: Suggestion): number {
  return Math.max(wholeLines(replaced).length, wholeLines(replacement).length)
}
