import { describe, expect, it } from 'vitest'
import { type MemoryModuleSources, memoryModuleSources } from '../../src/adapters/memory/module-sources.ts'
import { type MemoryEntry, memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import {
  closureOf,
  type DirectoryOutline,
  directoryOutline,
  rootDirectories,
} from '../../src/core/configuration/terraform/roots.ts'
import type { Fact } from '../../src/core/rules/fact.ts'
import { compareTrees } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { memoryByRepository, terraformMemory } from '../../src/review/terraform-memory.ts'

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

const outline = (...calls: readonly string[]): DirectoryOutline => ({
  calls: new Set(calls),
  isExplicit: false,
  isRunHere: false,
  reads: new Set(),
  templates: new Set(),
})
const rootsOf = (directories: Readonly<Record<string, DirectoryOutline>>, deployed: readonly string[] = []) =>
  [...rootDirectories(new Map(Object.entries(directories)), new Set(deployed))].sort()

describe('the directories that are roots', () => {
  it('are those that nobody calls', () => {
    expect(rootsOf({ app: outline('modules/a'), 'modules/a': outline('modules/b'), 'modules/b': outline() })).toEqual([
      'app',
    ])
  })

  it('are those that Terraform is run in, whoever calls them', () => {
    const explicit = { ...outline(), isExplicit: true }
    expect(rootsOf({ app: outline('stack'), stack: explicit })).toEqual(['app', 'stack'])
  })

  it.each(['examples/simple', 'modules/a/example', 'test/fixture', 'tests', 'samples/x', 'wrappers'])(
    'are those that only %s calls',
    (directory) => expect(rootsOf({ [directory]: outline('lib'), lib: outline() })).toContain('lib'),
  )

  it.each(['latest', 'contest/a', 'my-examples'])('are not those that %s calls, which shows nothing', (directory) =>
    expect(rootsOf({ [directory]: outline('lib'), lib: outline() })).toEqual([directory]),
  )

  it('are all of a circle, and what nobody else calls', () => {
    const circle = { a: outline('b'), b: outline('c'), c: outline('a', 'lib'), lib: outline() }
    expect(rootsOf(circle)).toEqual(['a', 'b', 'c', 'lib'])
  })

  it('are not those that are deployed from elsewhere, unless they are run here too', () => {
    expect(rootsOf({ vpc: { ...outline(), isExplicit: true } }, ['vpc'])).toEqual([])
    expect(rootsOf({ vpc: { ...outline(), isExplicit: true, isRunHere: true } }, ['vpc'])).toEqual(['vpc'])
  })

  it('reach everything through calls, circles too', () => {
    const directories = new Map(Object.entries({ a: outline('b'), b: outline('a', 'gone'), c: outline() }))
    expect([...closureOf(['a'], directories)].sort()).toEqual(['a', 'b', 'gone'])
    expect([...closureOf(['nowhere'], directories)]).toEqual(['nowhere'])
  })

  it('call what their files call, but neither themselves nor anything outside', () => {
    const file = {
      calls: ['./sub', '../lib', '.', '../../out'],
      isRoot: false,
      keepsState: false,
      reads: ['x.json'],
      templates: [],
    }
    const joined = directoryOutline('app', [file, { ...file, calls: ['./sub/'], keepsState: true }], false)
    expect([...joined.calls].sort()).toEqual(['app/sub', 'lib'])
    expect(joined).toMatchObject({ isExplicit: false, isRunHere: true, reads: new Set(['x.json']) })
    expect(directoryOutline('app', [], true)).toMatchObject({ isExplicit: true, isRunHere: true })
  })
})

describe('a file that is not plain text', () => {
  const other = { 'other.tf': policy(NARROW, 'other') }
  const widened = { 'other.tf': policy(WIDE, 'other') }

  it.each<[string, MemoryEntry]>([
    ['CRLF', Buffer.from(policy(WIDE).replaceAll('\n', '\r\n'))],
    ['a byte-order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(policy(WIDE))])],
    ['both', Buffer.from(`\ufeff${policy(WIDE).replaceAll('\n', '\r\n')}`)],
  ])('is read with %s, on the right line', async (_what, entry) => {
    expect((await factsBetween({ 'main.tf': policy(NARROW) }, { 'main.tf': entry })).map(told)).toEqual([
      'granted s3:PutObject main.tf:6',
    ])
  })

  it.each<[string, MemoryEntry]>([
    ['CRLF', policy(NARROW).replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\ufeff${policy(NARROW)}`],
  ])('says nothing new with %s', async (_what, entry) => {
    expect(await factsBetween({ 'main.tf': policy(NARROW) }, { 'main.tf': entry })).toEqual([])
  })

  it.each<[string, MemoryEntry, RegExp]>([
    ['bytes that are no UTF-8', new Uint8Array([0x61, 0xff, 0x0a]), /not valid UTF-8/],
    ['a symbolic link out of the repository', { kind: 'symlink', target: '../../etc/terraform.tf' }, /symbolic link/],
    ['a submodule', { kind: 'submodule', commit: 'a'.repeat(40) }, /submodule/],
  ])('is held as %s, and everything else is still analysed', async (_what, entry, reason) => {
    const facts = (await factsBetween({ 'main.tf': policy(NARROW), ...other }, { 'main.tf': entry, ...widened })).map(
      told,
    )
    expect(facts).toContain('granted s3:PutObject other.tf:6')
    expect(facts.filter((each) => reason.test(each))).toEqual([expect.stringMatching(/^undecided .* main\.tf:1$/)])
  })

  it('keeps a finding in a tfvars file with CRLF on its line', async () => {
    const main = `variable "action" {\n  type = string\n}\n\n${policy('var.action')}`
    const facts = await factsBetween(
      { 'main.tf': main, 'terraform.tfvars': '# Readers.\r\n\r\naction = "s3:GetObject"\r\n' },
      { 'main.tf': main, 'terraform.tfvars': '# Readers.\r\n\r\naction = "s3:PutObject"\r\n' },
    )
    expect(facts.map(told)).toEqual(['granted s3:PutObject terraform.tfvars:3'])
  })
})

describe('a module of elsewhere', () => {
  const named = (version: string) => `${call('m', 'acme/reader/aws', `  version = "${version}"\n`)}`
  const published = (...versions: readonly (readonly [string, Files])[]): MemoryModuleSources => {
    const sources = memoryModuleSources()
    for (const [version, files] of versions) sources.publish('registry.terraform.io/acme/reader/aws', version, files)
    return sources
  }
  const narrow = ['1.0.0', { 'main.tf': policy(NARROW) }] as const

  it('is compared by what its two versions say', async () => {
    const wide = ['1.1.0', { 'main.tf': policy(WIDE) }] as const
    const facts = await factsBetween(
      { 'main.tf': named('1.0.0') },
      { 'main.tf': named('1.1.0') },
      published(narrow, wide),
    )
    expect(facts).toMatchObject([{ kind: 'granted', address: 'module.m.aws_iam_policy.reader' }])
    expect(facts.map(told)).toEqual(['granted s3:PutObject main.tf:3'])
  })

  it('is silent where the new version grants nothing more', async () => {
    const same = ['1.1.0', { 'main.tf': `# Rewritten.\n${policy('["s3:GetObject"]')}` }] as const
    expect(
      await factsBetween({ 'main.tf': named('1.0.0') }, { 'main.tf': named('1.1.0') }, published(narrow, same)),
    ).toEqual([])
  })

  it('is undecided on the line of its version where only one version can be read', async () => {
    const facts = await factsBetween({ 'main.tf': named('1.0.0') }, { 'main.tf': named('9.9.9') }, published(narrow))
    expect(facts.map(told)).toEqual([expect.stringMatching(/^undecided .*\(after this change\) main\.tf:3$/)])
  })

  it('cannot read the files of the repository that calls it', async () => {
    const escaping = ['1.1.0', { 'main.tf': call('own', '../../app') }] as const
    const facts = await factsBetween(
      { 'main.tf': named('1.0.0'), 'app/main.tf': policy(WIDE, 'app') },
      { 'main.tf': named('1.1.0'), 'app/main.tf': policy(WIDE, 'app') },
      published(narrow, escaping),
    )
    expect(facts.map(told)).toEqual([expect.stringMatching(/^undecided .*outside of the repository/)])
  })

  it('is another one where the same ref means other content', async () => {
    const source = 'git::https://github.com/acme/modules.git?ref=v1'
    const sources = memoryModuleSources()
    sources.tag('github.com/acme/modules', 'v1', { 'main.tf': policy(NARROW) })
    sources.tag('github.com/acme/modules', 'v2', { 'main.tf': policy(WIDE) })
    const head = { 'main.tf': call('m', source.replace('v1', 'v2')) }
    expect((await factsBetween({ 'main.tf': call('m', source) }, head, sources)).map(told)).toEqual([
      'granted s3:PutObject main.tf:2',
    ])
  })

  it('is nothing to report where it is unread and its call is unchanged', async () => {
    const rest = { 'main.tf': call('m', 'acme/reader/aws', '  version = "9.9.9"\n') }
    const facts = await factsBetween({ ...rest, 'a.tf': policy(NARROW) }, { ...rest, 'a.tf': policy(WIDE) })
    expect(facts.map(told)).toEqual(['granted s3:PutObject a.tf:6'])
  })
})

describe('what is found several times', () => {
  it('is one fact of several roots that call the same module, with every address', async () => {
    const roots = { 'a/main.tf': call('m', '../lib'), 'b/main.tf': call('n', '../lib') }
    const facts = await factsBetween(
      { ...roots, 'lib/main.tf': policy(NARROW) },
      { ...roots, 'lib/main.tf': policy(WIDE) },
    )
    expect(facts).toMatchObject([
      { kind: 'granted', address: 'module.m.aws_iam_policy.reader', also: ['module.n.aws_iam_policy.reader'] },
    ])
    expect(facts.map(told)).toEqual(['granted s3:PutObject lib/main.tf:6'])
  })

  it('names no variants where all have it, and those that have it where some have not', async () => {
    const main = (action: string) =>
      `variable "action" {\n  type = string\n}\n\n${policy('var.action')}${policy(action, 'own')}`
    const env = { 'env/a.tfvars': 'action = "s3:GetObject"\n', 'env/b.tfvars': 'action = "s3:GetObject"\n' }
    const facts = await factsBetween(
      { 'main.tf': main(NARROW), ...env },
      { 'main.tf': main(WIDE), ...env, 'env/b.tfvars': 'action = "s3:PutObject"\n' },
    )
    expect(facts.map((fact) => [told(fact), 'variants' in fact ? fact.variants : undefined])).toEqual([
      ['granted s3:PutObject main.tf:18', undefined],
      ['granted s3:PutObject env/b.tfvars:1', ['with env/b.tfvars']],
    ])
  })
})

describe('the memory of what was read', () => {
  it('is one tree for the same path and text, and another for another path', () => {
    const memory = terraformMemory()
    const first = memory.parse('a.tf', 'locals {}')
    expect(memory.parse('a.tf', 'locals {}')).toBe(first)
    expect(memory.parse('b.tf', 'locals {}')).not.toBe(first)
    expect(memory.parse('a.tf', 'locals { }').text).toBe('locals { }')
    expect(memory.parse('a.tf', 'locals {}')).toBe(first)
  })

  it('knows an outline by path and content', () => {
    const memory = terraformMemory()
    const outlined = memory.readOutline('a.tf', 'id', call('m', './m'))
    expect(memory.outline('a.tf', 'id')).toBe(outlined)
    expect(memory.outline('a.tf', 'other')).toBeUndefined()
    expect(memory.outline('b.tf', 'id')).toBeUndefined()
  })

  it('is one for each repository of an installation, in any case of its name', () => {
    const memoryOf = memoryByRepository()
    const key = { installationId: 1, owner: 'acme', repo: 'infra' }
    expect(memoryOf({ ...key, owner: 'Acme' })).toBe(memoryOf(key))
    expect(memoryOf({ ...key, repo: 'other' })).not.toBe(memoryOf(key))
    expect(memoryOf({ ...key, installationId: 2 })).not.toBe(memoryOf(key))
  })
})
