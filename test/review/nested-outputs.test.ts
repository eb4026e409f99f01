import { describe, expect, it } from 'vitest'
import { type MemoryEntry, memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { comparedTemplates } from '../../src/review/cloudformation-templates.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'

type Files = Readonly<Record<string, MemoryEntry>>

/** What is undecided of `storage.yaml`, with the lines that it puts out on both sides. */
async function undecided(before: string, after: string, beside: Files): Promise<readonly string[]> {
  const storage = (outputs: string) => `Resources:
  Reports:
    Type: AWS::S3::Bucket
Outputs:
${outputs}`
  const trees = memorySourceTrees({
    base: { ...beside, 'storage.yaml': storage(before) },
    head: { ...beside, 'storage.yaml': storage(after) },
  })
  const [base, head] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  await Promise.all([base, head].map((side) => side.load(['storage.yaml'])))
  const entries = { base: base.entries.get('storage.yaml'), head: head.entries.get('storage.yaml') }
  const change = { path: 'storage.yaml', format: 'cloudformation', ...entries } as const
  const { variants } = await comparedTemplates([change], base, head, terraformMemory())
  return variants.flatMap(({ difference }) =>
    difference.flatMap((each) => each.difference.undecided.map(({ address }) => address)),
  )
}

const MANY: Files = Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`data/${index}.yaml`, 'a: 1\n']))
const ONE = '  Readable: {Value: arn:aws:s3:::reports}\n'
const OTHER = "  Readable: {Value: '*'}\n"

describe('what a template puts out in a repository of too many files to know who deploys it', () => {
  it.each<[string, string, string, Files, readonly string[]]>([
    ['is undecided where it is something else', ONE, OTHER, MANY, ['Readable']],
    ['is undecided where it goes', ONE, '  Name: {Value: x}\n', MANY, ['Readable']],
    ['says nothing where it is one name more', ONE, `${ONE}  Name: {Value: x}\n`, MANY, []],
    ['says nothing where it is the same', ONE, `  # The reports.\n${ONE}`, MANY, []],
    ['is followed where there are fewer', ONE, OTHER, {}, []],
  ])('%s', async (_, before, after, beside, expected) => {
    expect(await undecided(before, after, beside)).toEqual(expected)
  })
})
