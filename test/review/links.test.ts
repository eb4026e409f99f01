import { describe, expect, it } from 'vitest'
import { type MemoryEntry, memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { compareTrees } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'

type Files = Readonly<Record<string, MemoryEntry>>

const link = (target: string): MemoryEntry => ({ kind: 'symlink', target })
const policy = (action: string): string =>
  `resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${action}, Resource = "*" }] })\n}\n`

async function compare(base: Files, head: Files) {
  const trees = memorySourceTrees({ base, head })
  const [from, to] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  const revisions = { base: 'base', head: 'head' }
  return compareTrees({ base: from, head: to, revisions, sources: firstOf([]), memory: terraformMemory() })
}

async function pathsOf(files: Files): Promise<Readonly<Record<string, string>>> {
  const trees = memorySourceTrees({ head: files })
  const side = await openSide({ trees, id: 'head' })
  return Object.fromEntries(
    [...side.entries.values()].map(({ path, kind }) => [path, `${kind} ${side.originOf(path)}`]),
  )
}

describe('a symbolic link in the repository', () => {
  it.each<[string, Files, (action: string) => Files, string]>([
    [
      'to a module file',
      { 'app/main.tf': link('../shared/main.tf') },
      (action) => ({ 'shared/main.tf': policy(`"${action}"`) }),
      'shared/main.tf',
    ],
    [
      'to a directory of modules',
      { app: link('shared/app') },
      (action) => ({ 'shared/app/main.tf': policy(`"${action}"`) }),
      'shared/app/main.tf',
    ],
    [
      'to values of variables',
      {
        'app/main.tf': `variable "action" {}\n${policy('var.action')}`,
        'app/terraform.tfvars': link('../values/app.txt'),
      },
      (action) => ({ 'values/app.txt': `action = "${action}"\n` }),
      'values/app.txt',
    ],
    [
      'to a file that a module reads',
      {
        'app/main.tf': policy('trimspace(file("${path.module}/action.txt"))'),
        'app/action.txt': link('../values/action.txt'),
      },
      (action) => ({ 'values/action.txt': action }),
      'values/action.txt',
    ],
    [
      'through another link',
      { 'app/main.tf': link('../a/main.tf'), a: link('b') },
      (action) => ({ 'b/main.tf': policy(`"${action}"`) }),
      'b/main.tf',
    ],
  ])('%s is followed, and the finding stands in the file that changed', async (_, files, changing, file) => {
    const { facts, governed } = await compare(
      { ...files, ...changing('s3:GetObject') },
      { ...files, ...changing('s3:*') },
    )
    expect(facts.filter(({ kind }) => kind === 'granted').map(({ location }) => location.file)).toContain(file)
    expect(new Set(facts.map(({ location }) => location.file))).toEqual(new Set([file]))
    expect(governed.map(({ path }) => path)).toEqual([file])
  })

  it('that leads elsewhere now is a change', async () => {
    const files = { 'one/main.tf': policy('"s3:GetObject"'), 'two/main.tf': policy('"s3:*"') }
    const { facts } = await compare(
      { ...files, 'app/main.tf': link('../one/main.tf') },
      { ...files, 'app/main.tf': link('../two/main.tf') },
    )
    expect(facts.filter(({ kind }) => kind === 'granted')).not.toEqual([])
  })
})

describe('links', () => {
  it('to files and directories are what they lead to', async () => {
    expect(await pathsOf({ 'a/x.tf': 'x', 'b/y.tf': link('../a/x.tf'), c: link('a') })).toEqual({
      'a/x.tf': 'file a/x.tf',
      'b/y.tf': 'file a/x.tf',
      'c/x.tf': 'file a/x.tf',
    })
  })

  it.each([
    ['out of the repository', '../../etc/passwd'],
    ['to an absolute path', '/etc/passwd'],
    ['to what is not there', 'nothing.tf'],
    ['to itself', 'link.tf'],
    ['in a circle', 'other.tf'],
    ['to a directory around it', '..'],
    ['to nothing', ''],
  ])('%s are not followed', async (_, target) => {
    const found = await pathsOf({ 'a/link.tf': link(target), 'a/other.tf': link('link.tf'), 'a/real.tf': 'x' })
    expect(found['a/link.tf']).toBe('symlink a/link.tf')
  })
})
