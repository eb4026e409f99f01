import { describe, expect, it } from 'vitest'
import { Fault } from '../../src/ports/fault.ts'
import type { SourceTrees } from '../../src/ports/source-trees.ts'
import { earlyAppliesOf } from '../../src/review/early-applies.ts'

const KEY = { installationId: 1, owner: 'acme', repo: 'infra' }
const BASE = { baseRef: 'main', baseTipSha: 'b' }
const APPLY = `on: pull_request
jobs:
  apply:
    runs-on: ubuntu-latest
    steps:
      - run: terraform apply -auto-approve
`

describe('what a base branch applies before a merge', () => {
  it('is found in its workflows, which are read once for each content', async () => {
    const reads: string[] = []
    const trees = treesOf({ '.github/workflows/apply.yml': APPLY, 'main.tf': 'a = 1' }, reads)
    const ask = earlyAppliesOf(() => trees)
    const expected = [{ file: '.github/workflows/apply.yml', line: 6, event: 'pull_request', runs: 'yes' }]
    expect(await ask(KEY, BASE)).toMatchObject(expected)
    expect(await ask(KEY, { ...BASE, baseTipSha: 'c' })).toMatchObject(expected)
    expect(reads).toEqual(['.github/workflows/apply.yml'])
  })

  it('is nothing where GitHub does not answer: a verdict does not fail for it', async () => {
    const trees: SourceTrees = {
      ...treesOf({}, []),
      list: async () => {
        throw new Fault('unavailable', 'GitHub answered 502')
      },
    }
    expect(await earlyAppliesOf(() => trees)(KEY, BASE)).toEqual([])
  })
})

function treesOf(files: Readonly<Record<string, string>>, reads: string[]): SourceTrees {
  return {
    list: async () =>
      Object.entries(files).map(([path, text]) => ({ path, id: text, kind: 'file', sizeBytes: text.length }) as const),
    async read(_revision, { path }) {
      reads.push(path)
      return new TextEncoder().encode(files[path])
    },
  }
}
