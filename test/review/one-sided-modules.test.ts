import { describe, expect, it } from 'vitest'
import { type MemoryModuleSources, memoryModuleSources } from '../../src/adapters/memory/module-sources.ts'
import { type MemoryEntry, memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import type { Fact } from '../../src/core/rules/fact.ts'
import { compareTrees } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'

type Files = Readonly<Record<string, MemoryEntry>>

async function factsBetween(base: Files, head: Files, sources: MemoryModuleSources = memoryModuleSources()) {
  const trees = memorySourceTrees({ base, head })
  const [from, to] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  const revisions = { base: 'base', head: 'head' }
  const { facts } = await compareTrees({ base: from, head: to, revisions, sources, memory: terraformMemory() })
  return facts
}

/** `granted s3:PutObject main.tf:6`, or `undecided why main.tf:6`. */
function told(fact: Fact): string {
  const { file, startLine } = fact.location
  const place = `${file}:${startLine}`
  switch (fact.kind) {
    case 'granted':
      return `granted ${fact.regions.flatMap(({ actions }) => actions).join(' ')} ${place}`
    case 'undecided':
      return `undecided ${fact.region.reason} ${place}`
    default:
      return `${fact.kind} ${place}`
  }
}

const policy = (action: string, name = 'reader') => `resource "aws_iam_policy" "${name}" {
  name = "${name}"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ${action}, Resource = "*" }]
  })
}
`
const NARROW = '"s3:GetObject"'
const WIDE = '["s3:GetObject", "s3:PutObject"]'
const call = (name: string, source: string, more = '') => `module "${name}" {\n  source = "${source}"\n${more}}\n`

describe('a module of the repository that only one side can read', () => {
  const caller = { 'main.tf': call('m', './m') }
  const widened = { 'other.tf': policy(WIDE, 'other') }
  const base = { ...caller, 'm/main.tf': policy(NARROW), 'other.tf': policy(NARROW, 'other') }

  it.each<[string, Files]>([
    ['is gone', {}],
    ['is a symbolic link', { m: { kind: 'symlink', target: 'elsewhere' } }],
    ['has a file that is not UTF-8', { 'm/main.tf': new Uint8Array([0xff]) }],
  ])('is undecided where it %s, and everything else is still analysed', async (_what, files) => {
    const facts = (await factsBetween(base, { ...caller, ...widened, ...files })).map(told)
    expect(facts).toContain('granted s3:PutObject other.tf:6')
    expect(facts).toContainEqual(expect.stringMatching(/^undecided what the called module does is not known/))
  })

  it('is new as a whole where the call led elsewhere before', async () => {
    const before = { 'main.tf': call('m', 'git::https://example.com/m.git') }
    const facts = await factsBetween(before, { ...caller, 'm/main.tf': policy(NARROW) })
    expect(facts.map(told)).toContain('granted s3:GetObject m/main.tf:6')
  })
})
