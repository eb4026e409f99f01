import { describe, expect, it } from 'vitest'
import { collectDeclarations } from '../../src/core/configuration/terraform/declarations.ts'
import { MAX_MODULE_DEPTH, MAX_MODULES } from '../../src/core/configuration/terraform/limits.ts'
import type { Repository } from '../../src/core/configuration/terraform/module-access.ts'
import { isLocalSource, readModules } from '../../src/core/configuration/terraform/module-sources.ts'
import {
  type FindModule,
  type ModuleSource,
  modulesOf,
  moduleTree,
  type StaticModule,
} from '../../src/core/configuration/terraform/module-tree.ts'
import { parseFile } from '../../src/core/configuration/terraform/parse-file.ts'
import { repositoryOf } from './repository-double.ts'

type Texts = Readonly<Record<string, string>>

const call = (name: string, source: string, more = ''): string =>
  `module "${name}" {\n  source = "${source}"\n${more}}\n`

function sourceIn(directory: string, text: string): ModuleSource {
  const path = directory === '' ? 'main.tf' : `${directory}/main.tf`
  const files = new Map([[path, parseFile(path, text)]])
  return { directory, files, declarations: collectDeclarations(directory, files) }
}

/** The tree below a root of this text, of the modules of a few texts. */
function treeOf(root: string, texts: Texts = {}, more: Partial<Repository> = {}, notLoaded: readonly string[] = []) {
  const repository = { ...repositoryOf(new Map(Object.entries(texts)), notLoaded), ...more }
  const modules = readModules(repository)
  return { tree: moduleTree(sourceIn('', root), modules.find), modules }
}

function childOf(tree: StaticModule, name: string): StaticModule {
  const child = tree.children.get(name)
  if (child?.kind !== 'child') throw new Error(`${name} is ${child?.kind ?? 'absent'}`)
  return child.module
}

describe('the tree of modules', () => {
  it('has a module for every call, under the names of the calls', () => {
    const { tree } = treeOf(call('a', './a') + call('b', './a'), {
      'a/main.tf': call('deep', '../b'),
      'b/main.tf': 'locals {}',
    })
    expect(modulesOf(tree).map(({ path, source }) => `${path}@${source.directory}`)).toEqual([
      '@',
      'module.a.@a',
      'module.b.@a',
      'module.a.module.deep.@b',
      'module.b.module.deep.@b',
    ])
    expect(childOf(childOf(tree, 'a'), 'deep').parent?.module.path).toBe('module.a.')
  })

  it('reads a directory once, however often it is called', () => {
    const { tree } = treeOf(call('a', './m') + call('b', './x/../m/'), { 'm/main.tf': 'locals {}' })
    expect(childOf(tree, 'a').source).toBe(childOf(tree, 'b').source)
  })

  it.each([
    ['itself', call('a', './.')],
    ['the one that calls it', call('a', './a')],
  ])('ends where a module calls %s', (_whom, root) => {
    const { tree } = treeOf(root, { 'a/main.tf': call('back', '..'), 'main.tf': root })
    const last = modulesOf(tree).at(-1)
    expect([...(last?.children.values() ?? [])]).toEqual([{ kind: 'unreadable', reason: 'calls itself' }])
  })

  it('does not take a module that is called twice for one that calls itself', () => {
    const { tree } = treeOf(call('a', './a') + call('b', './b'), {
      'a/main.tf': call('b', '../b'),
      'b/main.tf': 'locals {}',
    })
    expect(modulesOf(tree).every(({ children }) => [...children.values()].every(({ kind }) => kind === 'child'))).toBe(
      true,
    )
  })

  it(`is ${MAX_MODULE_DEPTH} modules deep at most`, () => {
    const find: FindModule = (from) => ({ kind: 'module', source: sourceIn(`${from}x`, call('next', './next')) })
    const all = modulesOf(moduleTree(sourceIn('', call('next', './next')), find))
    expect(all).toHaveLength(MAX_MODULE_DEPTH + 1)
    expect(all.at(-1)?.children.get('next')).toMatchObject({ kind: 'unreadable', reason: /modules deep/ })
  })

  it(`has ${MAX_MODULES} modules at most, whatever they multiply to`, () => {
    const many = Array.from({ length: 40 }, (_, index) => call(`m${index}`, './next')).join('')
    const { files, declarations } = sourceIn('', many)
    const find: FindModule = (from) => ({ kind: 'module', source: { directory: `${from}x`, files, declarations } })
    const all = modulesOf(moduleTree({ directory: '', files, declarations }, find))
    expect(all).toHaveLength(MAX_MODULES)
    expect(all[0]?.children.get('m39')).toMatchObject({ kind: 'unreadable', reason: /module calls that are followed/ })
  })

  it.each([
    ['an expression', 'module "a" {\n  source = var.source\n}'],
    ['absent', 'module "a" {}'],
  ])('does not follow a source that is %s', (_what, root) => {
    const { tree, modules } = treeOf(root)
    expect(tree.children.get('a')).toEqual({ kind: 'unreadable', reason: 'has a source that is not a plain string' })
    expect(modules.wanted).toEqual([])
  })
})

describe('what a source leads to', () => {
  it.each([
    ['a directory that is not there', './gone', 'names a directory without Terraform files'],
    ['a directory of other files', './docs', 'names a directory without Terraform files'],
    ['a path out of the repository', '../../outside', 'lies outside of the repository'],
  ])('%s is unreadable', (_what, source, reason) => {
    const { tree } = treeOf(call('a', source), { 'docs/README.md': '' })
    expect(tree.children.get('a')).toEqual({ kind: 'unreadable', reason })
  })

  it('a module is not loaded as long as one of its files is not', () => {
    const texts = { 'm/main.tf': 'locals {}' }
    const { tree } = treeOf(call('a', './m'), texts, {}, ['m/other.tf'])
    expect(tree.children.get('a')).toEqual({ kind: 'not-loaded' })
  })

  it('a module with a file that nobody can read is unreadable as a whole', () => {
    const { tree } = treeOf(
      call('a', './m'),
      { 'm/main.tf': 'locals {}', 'm/other.tf': '' },
      {
        readFile: (path) => (path === 'm/other.tf' ? { kind: 'missing' } : { kind: 'text', text: 'locals {}' }),
      },
    )
    expect(tree.children.get('a')).toEqual({ kind: 'unreadable', reason: 'has a file that cannot be read' })
  })

  it('a module of elsewhere is asked for by its source, its version and the calls that lead to it', () => {
    const { modules } = treeOf(
      call('a', './m'),
      { 'm/main.tf': call('vpc', 'acme/vpc/aws', '  version = "~> 1.0"\n') },
      { remoteModule: () => ({ kind: 'not-loaded' }) },
    )
    expect(modules.wanted).toEqual([{ source: 'acme/vpc/aws', version: '~> 1.0', call: ['a', 'vpc'] }])
  })

  it('a module of elsewhere cannot lead out of the package that it came in', () => {
    const remote = 'module:acme~1/net'
    const { tree } = treeOf(
      call('net', 'acme/net/aws'),
      {
        [`${remote}/main.tf`]: call('in', '../other') + call('out', '../../secrets'),
        'module:acme~1/other/main.tf': 'locals {}',
        'secrets/main.tf': 'locals {}',
      },
      { remoteModule: () => ({ kind: 'directory', directory: remote }) },
    )
    const net = childOf(tree, 'net')
    expect(childOf(net, 'in').source.directory).toBe('module:acme~1/other')
    expect(net.children.get('out')).toEqual({ kind: 'unreadable', reason: 'lies outside of the repository' })
  })

  it.each<[string, boolean]>([
    ['./a', true],
    ['../a', true],
    ['.', true],
    ['..', true],
    ['.\\a', true],
    ['a', false],
    ['.a', false],
    ['', false],
    ['/a', false],
  ])('%j is a path of the repository: %s', (source, expected) => expect(isLocalSource(source)).toBe(expected))
})
