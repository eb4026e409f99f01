import { describe, expect, it } from 'vitest'
import { ownedFiles, ownerName, readCodeOwnersText } from '../../src/core/gate/code-owners.ts'

function ownersOf(text: string, path: string): readonly string[] {
  const owners = readCodeOwnersText(text) ?? expect.fail('The text was not read')
  const [group] = ownedFiles(owners, [path]) ?? expect.fail('It was not compared')
  return group?.owners.map(ownerName) ?? []
}

const isOwned = (pattern: string, path: string) => ownersOf(`${pattern} @x\n`, path).length > 0

describe('patterns of CODEOWNERS', () => {
  it.each([
    ['*', 'main.tf'],
    ['*', 'a/b/main.tf'],
    ['**', 'a/b/main.tf'],
    ['*.tf', 'main.tf'],
    ['*.tf', 'a/b/main.tf'],
    ['*.tf', 'modules.tf/a.txt'],
    ['main.tf', 'a/main.tf'],
    ['/main.tf', 'main.tf'],
    ['/build/logs/', 'build/logs/a/b.txt'],
    ['build/logs', 'build/logs/a.txt'],
    ['apps/', 'x/apps/a/b.txt'],
    ['apps', 'apps/a.txt'],
    ['docs/*', 'docs/a.md'],
    ['/docs/*.md', 'docs/a.md'],
    ['**/logs', 'deeply/nested/logs/a.txt'],
    ['**/logs', 'logs'],
    ['/a/**/b.tf', 'a/b.tf'],
    ['/a/**/b.tf', 'a/x/y/b.tf'],
    ['/a/**', 'a/x/y.tf'],
    ['/a/*/c/', 'a/b/c/d.tf'],
    ['/env-?.tfvars', 'env-1.tfvars'],
    ['/a*c*e.tf', 'a-c-c-e.tf'],
    ['/with\\ space.tf', 'with space.tf'],
    ['/a\\*b.tf', 'a*b.tf'],
    ['/a#b.tf', 'a#b.tf'],
    ['/?-*é.tf', '🦊-🦊é.tf'],
    ['/a\\#b.tf', 'a#b.tf'],
  ])('%s takes %s', (pattern, path) => {
    expect(isOwned(pattern, path)).toBe(true)
  })

  it.each([
    ['*.tf', 'main.tfvars'],
    ['main.tf', 'domain.tf'],
    ['/main.tf', 'a/main.tf'],
    ['MAIN.tf', 'main.tf'],
    ['build/logs', 'x/build/logs/a.txt'],
    ['/build/logs/', 'build/logs'],
    ['apps/', 'apps'],
    ['docs/*', 'docs/a/b.md'],
    ['/a/**', 'a'],
    ['/a/**', 'b/a/c.tf'],
    ['/a/**/b.tf', 'a/x/c.tf'],
    ['/a/*/c/', 'a/c/d.tf'],
    ['/env-?.tfvars', 'env-12.tfvars'],
    ['/a*c*e.tf', 'a-c-d.tf'],
    ['/a\\*b.tf', 'axb.tf'],
    ['/', 'main.tf'],
  ])('%s does not take %s', (pattern, path) => {
    expect(isOwned(pattern, path)).toBe(false)
  })

  it('of a hostile kind cost no more than their length', () => {
    const pattern = `/${'**/a*/'.repeat(12)}x`
    expect(isOwned(pattern, `${'a/'.repeat(60)}y`)).toBe(false)
    expect(isOwned(`/${'*a'.repeat(500)}b`, 'a'.repeat(4000))).toBe(false)
  })
})

describe('a CODEOWNERS file', () => {
  it('speaks by its last line that matches, also where that line names nobody', () => {
    const text = '* @alice\n/apps/ @acme/platform @Bob\n/apps/public/\n'
    expect(ownersOf(text, 'main.tf')).toEqual(['@alice'])
    expect(ownersOf(text, 'apps/main.tf')).toEqual(['@acme/platform', '@bob'])
    expect(ownersOf(text, 'apps/public/main.tf')).toEqual([])
  })

  it('has comments, blank lines, tabs, a mark of byte order and other line ends', () => {
    const text = '\uFEFF# All of it\r\n\r\n*.tf\t@alice  dev@example.com # @bob\r\n'
    expect(ownersOf(text, 'main.tf')).toEqual(['@alice', 'dev@example.com'])
  })

  it.each([
    ['!main.tf @bob', 'negated'],
    ['\\#main.tf @bob', 'escaped `#`'],
    ['[m]ain.tf @bob', 'ranges'],
    ['main.tf bob', 'names an owner'],
    ['main.tf @bob @acme/a/b', 'names an owner'],
    ['***.tf @bob', 'three asterisks'],
    ['[Section] @bob', 'ranges'],
    ['^[Optional][2] @bob', 'ranges'],
  ])('is passed over by GitHub where it says %s: the lines before it count', (line, reason) => {
    const text = `* @alice\n${line}\n`
    expect(ownersOf(text, 'main.tf')).toEqual(['@alice'])
    expect(readCodeOwnersText(text)?.skipped).toEqual([{ line: 2, reason: expect.stringContaining(reason) }])
  })

  it('names files of the same owners together', () => {
    const owners = readCodeOwnersText('* @alice @bob\n*.md\n/x/ @bob @alice\n') ?? expect.fail('It was not read')
    const paths = ['a.tf', 'b.md', 'x/c.tf']
    expect(ownedFiles(owners, paths)?.map(({ files }) => files)).toEqual([['a.tf', 'x/c.tf']])
  })

  it('is not read where it has more rules than can be looked at', () => {
    expect(readCodeOwnersText('a @b\n'.repeat(10_001))).toBeUndefined()
    expect(readCodeOwnersText(`* @a\n/${'a/'.repeat(30)} @b\n`)).toBeUndefined()
    expect(readCodeOwnersText(`* @a\n${'a'.repeat(5_000)} @b\n`)).toBeUndefined()
    const owners = readCodeOwnersText('a @b\n'.repeat(10_000)) ?? expect.fail('It was not read')
    expect(
      ownedFiles(
        owners,
        Array.from({ length: 201 }, (_, index) => `f${index}`),
      ),
    ).toBeUndefined()
  })
})
