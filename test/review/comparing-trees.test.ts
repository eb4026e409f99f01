import { describe, expect, it } from 'vitest'
import { type MemoryEntry, memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { compareTrees } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'

const SURROUNDINGS = {
  revisions: { base: 'base', head: 'head' },
  sources: firstOf([]),
  memory: terraformMemory(),
}

type Files = Readonly<Record<string, MemoryEntry>>

async function compare(base: Files, head: Files) {
  const trees = memorySourceTrees({ base, head })
  const [from, to] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  return compareTrees({ base: from, head: to, ...SURROUNDINGS })
}

const MODULE =
  'resource "aws_iam_policy" "reader" {\n  name   = "reader"\n  policy = file("${path.module}/reader.json")\n}\n'
const policy = (action: string) =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "${action}", "Resource": "*"}]}`

/** Paths that are read, those that are asked for in one breath together. */
async function breathsOf(base: Files, head: Files): Promise<readonly (readonly string[])[]> {
  const trees = memorySourceTrees({ base, head })
  const breaths: string[][] = []
  let isNew = true
  const breathing: typeof trees = {
    ...trees,
    async read(revision, entry) {
      if (isNew) breaths.push([])
      isNew = false
      breaths.at(-1)?.push(entry.path)
      await new Promise((next) => setImmediate(next))
      isNew = true
      return trees.read(revision, entry)
    },
  }
  const [from, to] = [
    await openSide({ trees: breathing, id: 'base' }),
    await openSide({ trees: breathing, id: 'head' }),
  ]
  await compareTrees({ base: from, head: to, ...SURROUNDINGS, memory: terraformMemory() })
  return breaths.map((paths) => [...new Set(paths)].sort())
}

describe('comparing trees', () => {
  it('reads the module files beside a change together with it', async () => {
    const files = { 'main.tf': MODULE, 'other.tf': '# other\n', 'reader.json': policy('s3:GetObject') }
    const breaths = await breathsOf(files, { ...files, 'main.tf': `# changed\n${MODULE}` })
    expect(breaths[0]).toEqual(['main.tf', 'other.tf'])
  })

  it('reads nothing where nothing differs', async () => {
    const files = { 'main.tf': MODULE, 'other.tf': '# other\n' }
    expect(await breathsOf(files, files)).toEqual([])
  })

  it('follows a changed file to the module that reads it, wherever that is', async () => {
    const source = `jsonencode({ Statement = [{ Effect = "Allow", Resource = "*", Action = FILE }] })`
    const read = source.replace('FILE', 'file("${path.module}/../../documents/reader.txt")')
    const base = { 'modules/iam/main.tf': MODULE.replace('file("${path.module}/reader.json")', read) }
    const { facts, governed } = await compare(
      { ...base, 'documents/reader.txt': 's3:GetObject' },
      { ...base, 'documents/reader.txt': 's3:*' },
    )
    expect(facts).toMatchObject([
      { kind: 'granted', address: 'aws_iam_policy.reader', location: { file: 'documents/reader.txt', startLine: 1 } },
    ])
    expect(governed).toMatchObject([{ path: 'documents/reader.txt', format: 'read-by-module' }])
  })

  it('tells a policy file that a module reads once, by the resource it makes', async () => {
    const { facts } = await compare(
      { 'main.tf': MODULE, 'reader.json': policy('s3:GetObject') },
      { 'main.tf': MODULE, 'reader.json': policy('s3:*') },
    )
    expect(facts.map(({ address }) => address)).toEqual(['aws_iam_policy.reader'])
  })

  it('follows a changed module to what its caller makes of its outputs, through any number of calls', async () => {
    const caller = `module "names" {
  source = "../middle"
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = module.names.action, Resource = "*" }] })
}
`
    const middle = 'module "inner" {\n  source = "./inner/"\n}\n\noutput "action" {\n  value = module.inner.action\n}\n'
    const inner = (action: string) => ({ 'middle/inner/main.tf': `output "action" {\n  value = "${action}"\n}\n` })
    const files = { 'app/main.tf': caller, 'middle/main.tf': middle }
    const { facts } = await compare({ ...files, ...inner('s3:GetObject') }, { ...files, ...inner('s3:*') })
    expect(facts.filter(({ address }) => address === 'aws_iam_policy.reader')).toMatchObject([
      { kind: 'granted', location: { file: 'middle/inner/main.tf', startLine: 2 } },
    ])
  })

  it.each([
    ['the template itself', 'app.tftpl', 'GetObject', 's3:*'],
    ['what a template reads that its call does not tell', 'action.txt', 's3:GetObject', 's3:*'],
  ])('follows %s', async (_, path, before, after) => {
    const template = path === 'app.tftpl' ? 'ACTION' : '${file("action.txt")}'
    const text = (action: string) => policy(template).replace('ACTION', action)
    const caller =
      'resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = templatefile("${path.module}/app.tftpl", {})\n}\n'
    const files = (action: string) => ({ 'main.tf': caller, 'app.tftpl': text(action), 'action.txt': action })
    const { facts } = await compare(files(before), files(after))
    expect(facts.map(({ kind }) => kind)).toContain('granted')
  })

  it('has nothing to say where no governed file changed', async () => {
    const { facts, governed, inputs } = await compare(
      { 'main.tf': MODULE, 'reader.json': policy('s3:*'), 'README.md': 'One' },
      { 'main.tf': MODULE, 'reader.json': policy('s3:*'), 'README.md': 'Two' },
    )
    expect(facts).toEqual([])
    expect(governed).toEqual([])
    expect(inputs.map(([path]) => path)).not.toContain('README.md')
  })

  it('names everything that determined the answer, with its content on both sides', async () => {
    const { inputs } = await compare(
      { 'main.tf': MODULE, 'reader.json': policy('s3:GetObject') },
      { 'main.tf': MODULE, 'reader.json': policy('s3:*') },
    )
    expect(inputs.map(([path]) => path)).toEqual(['main.tf', 'reader.json'])
    const [, base, head] = inputs.find(([path]) => path === 'reader.json') ?? []
    expect(base).not.toBe(head)
  })

  it.each<[string, MemoryEntry, RegExp]>([
    ['a symbolic link', { kind: 'symlink', target: '/etc/passwd' }, /symbolic link/],
    ['a submodule', { kind: 'submodule', commit: 'a'.repeat(40) }, /submodule/],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', /LFS pointer/],
    ['text that is not UTF-8', new Uint8Array([0xff, 0xfe, 0x00]), /not valid UTF-8/],
    ['a file over the limit', ' '.repeat(5 * 1024 * 1024 + 1), /more than the/],
  ])('holds a governed file that became %s', async (_what, entry, reason) => {
    const { facts } = await compare({ 'reader.json': policy('s3:GetObject') }, { 'reader.json': entry })
    const reasons = facts.flatMap((fact) => (fact.kind === 'undecided' ? [fact.region.reason] : []))
    expect(reasons.some((each) => reason.test(each))).toBe(true)
  })

  it('does not follow a symbolic link that a module reads', async () => {
    const link: MemoryEntry = { kind: 'symlink', target: '../secrets.json' }
    const { facts } = await compare(
      { 'main.tf': MODULE, 'reader.json': policy('s3:GetObject') },
      { 'main.tf': MODULE, 'reader.json': link },
    )
    expect(facts.filter(({ kind }) => kind === 'undecided').length).toBeGreaterThan(0)
  })

  it('reads paths that look like properties of objects', async () => {
    const { facts } = await compare({}, { '__proto__/constructor.json': policy('s3:*') })
    expect(facts).toMatchObject([{ kind: 'granted', location: { file: '__proto__/constructor.json' } }])
  })

  it('treats an absent side as the empty tree', async () => {
    const trees = memorySourceTrees({ head: { 'reader.json': policy('s3:*') } })
    const [from, to] = [await openSide({ trees, id: undefined }), await openSide({ trees, id: 'head' })]
    const { facts } = await compareTrees({ base: from, head: to, ...SURROUNDINGS })
    expect(facts).toHaveLength(1)
  })
})
