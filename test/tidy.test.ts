import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const ROOT = resolve(import.meta.dirname, '..')
const MAX_FILE_LINES = 400
const MAX_FUNCTION_LINES = 70
const CODE_FOLDERS = ['src', 'test', 'bench', 'bin', 'build']
const BANNED_NAMES = /^(utils?|helpers?|common|misc)\.[jt]s$/
/** What starts by itself: composition roots, commands of package.json, tests and configuration. */
const ENTRY =
  /(^src\/main\.ts|^src\/cli\/main\.ts|^bin\/.*\.js|^bench\/|^build\/|^test\/.*\.test\.ts|\/(main|extract|generate[\w-]*|[\w-]*worker)\.ts)$|^bench\/|^build\//

const files = CODE_FOLDERS.flatMap((folder) => walk(join(ROOT, folder))).filter((path) => /\.[jt]s$/.test(path))

describe('tidy', () => {
  it('looks at the whole repository', () => {
    expect(files.length).toBeGreaterThan(100)
  })

  it(`keeps every file within ${MAX_FILE_LINES} lines`, () => {
    const long = files.filter((path) => lineCount(path) > MAX_FILE_LINES)
    expect(long.map((path) => `${path}: ${lineCount(path)} lines`)).toEqual([])
  })

  it(`keeps every function within ${MAX_FUNCTION_LINES} lines`, () => {
    expect(files.flatMap((path) => longFunctions(path))).toEqual([])
  })

  it('names no file after nothing', () => {
    expect(files.filter((path) => BANNED_NAMES.test(path.split('/').at(-1) ?? ''))).toEqual([])
    const odd = files.filter((path) => !/^[a-z0-9-]+(\.[a-z-]+)*\.[jt]s$/.test(path.split('/').at(-1) ?? ''))
    expect(odd).toEqual([])
  })

  it('has no file that nothing imports and that is no entry', () => {
    const imported = new Set(files.flatMap((path) => importsOf(path)))
    expect(files.filter((path) => !imported.has(path) && !ENTRY.test(path))).toEqual([])
  })

  it('has no skipped, focused or unfinished test or work', () => {
    const marker = new RegExp(
      ['\\b(it|test|describe)\\.(sk', 'ip|on', 'ly|to', 'do)\\b|\\b(TO', 'DO|FIX', 'ME)\\b'].join(''),
    )
    expect(files.filter((path) => marker.test(readFileSync(join(ROOT, path), 'utf8')))).toEqual([])
  })
})

describe('rules', () => {
  const rules = walk(join(ROOT, 'rules')).filter((path) => path.endsWith('.yml') && !path.endsWith('signatures.yml'))

  it('finds the rules', () => {
    expect(rules.length).toBeGreaterThan(10)
  })

  it.each(rules)('%s has its doc, and the doc its examples', (rule) => {
    const doc = readFileSync(join(ROOT, rule.replace(/\.yml$/, '.md')), 'utf8')
    const { title } = parse(readFileSync(join(ROOT, rule), 'utf8'))
    expect(typeof title).toBe('string')
    expect(doc.match(/^#+ Fires/gm)?.length ?? 0).toBeGreaterThanOrEqual(2)
    expect(doc.match(/^#+ Silent/gm)?.length ?? 0).toBeGreaterThanOrEqual(2)
  })
})

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('/fixtures/') && !path.startsWith('test/cases/'))
    .sort()
}

function lineCount(path: string): number {
  return readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1
}

function sourceFile(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest, true)
}

/** Functions over the bound; a `describe` or `it` callback is a list of tests, not a function, and is left to the file's bound. */
function longFunctions(path: string): string[] {
  const source = sourceFile(path)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && !isTestList(node)) {
      const start = source.getLineAndCharacterOfPosition(node.getStart()).line
      const end = source.getLineAndCharacterOfPosition(node.getEnd()).line
      if (end - start + 1 > MAX_FUNCTION_LINES) found.push(`${path}:${start + 1}: ${end - start + 1} lines`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isTestList(node: ts.Node): boolean {
  const call = node.parent
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText())
}

/** Repository paths that a file imports, re-exports, or names in a `new URL(…, import.meta.url)`. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const specifiers = [...text.matchAll(/(?:from|import\(|import|new URL\()\s*['"](\.[^'"]+)['"]/g)]
  return specifiers.map(([, specifier = '']) => relative(ROOT, join(ROOT, dirname(path), specifier)))
}
