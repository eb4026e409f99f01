import { describe, expect, it } from 'vitest'
import { sourceVersions } from '../../src/core/difference/source-versions.ts'
import { suggestionCandidates } from '../../src/core/suggestion/candidates.ts'
import { showsSecret } from '../../src/core/suggestion/shows-secret.ts'
import { MAX_SUGGESTED_LINES, suggestionBetween, withSuggestion } from '../../src/core/suggestion/suggestion.ts'
import { withoutElements } from '../../src/core/suggestion/without-elements.ts'
import fc from '../seeded-properties.ts'

function between(head: string, edited: string) {
  return suggestionBetween('main.tf', head, edited)
}

describe('a suggestion', () => {
  it('is the fewest whole lines that differ', () => {
    expect(between('a\nb\nc\n', 'a\nB\nc\n')).toEqual({
      file: 'main.tf',
      ...{ startLine: 2, endLine: 2, replaced: 'b\n', replacement: 'B\n' },
    })
    expect(between('a\nb\nc\n', 'a\nc\n')).toMatchObject({ startLine: 2, endLine: 2, replacement: '' })
  })

  it('stands on a line that stays where lines only come', () => {
    expect(between('a\nc\n', 'a\nb\nc\n')).toMatchObject({ startLine: 1, endLine: 1, replacement: 'a\nb\n' })
    expect(between('a\nc\n', 'b\na\nc\n')).toMatchObject({ startLine: 1, endLine: 1, replacement: 'b\na\n' })
    expect(between('a', 'b\na')).toMatchObject({ startLine: 1, endLine: 1, replacement: 'b\na' })
  })

  it('taken over gives the text that was meant, whatever ends the lines', () => {
    const line = fc.constantFrom('a', 'b', '  c', '')
    const text = fc
      .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
      .map(([lines, ending, isEnded]) => lines.join(ending) + (isEnded ? ending : ''))
    fc.assert(
      fc.property(text, text, (head, edited) => {
        const suggestion = between(head, edited)
        if (suggestion === undefined) return head === '' || edited === '' || head === edited
        return withSuggestion(head, suggestion) === edited
      }),
    )
  })

  it('is none where nothing changes, all goes, or there is nothing to stand on', () => {
    expect([between('a\n', 'a\n'), between('a\n', ''), between('', 'a\n')]).toEqual([undefined, undefined, undefined])
  })

  it('is none where it is long, in lines or in characters', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index}\n`).join('')
    expect(between('a\nz\n', `a\n${lines(MAX_SUGGESTED_LINES - 1)}z\n`)).toBeDefined()
    expect(between('a\nz\n', `a\n${lines(MAX_SUGGESTED_LINES)}z\n`)).toBeUndefined()
    expect(between('a\n', `${'x'.repeat(2001)}\n`)).toBeUndefined()
  })

  it('is none where it holds what nobody can see', () => {
    for (const hidden of ['\u202e', '\u200b', '\u{e0041}', '\0', 'a\rb']) {
      expect(between('a\n', `"${hidden}"\n`)).toBeUndefined()
      expect(between(`"${hidden}"\n`, 'a\n')).toBeUndefined()
    }
  })

  it('that shows a sensitive text is known, also where it is escaped or on several lines', () => {
    const shown = (replacement: string, ...secrets: string[]) =>
      showsSecret({ file: 'a', startLine: 1, endLine: 1, replaced: 'a\n', replacement }, new Set(secrets))
    expect(shown('password = "hunter2"\n', 'hunter2')).toBe(true)
    expect(shown('password = "hun\\"ter2"\n', 'hun"ter2')).toBe(true)
    expect(shown('  second line\n', 'first line\nsecond line\n')).toBe(true)
    expect(shown('password = var.password\n', 'hunter2', '', '\n')).toBe(false)
  })
})

describe('elements', () => {
  const without = (text: string, ...elements: string[]) =>
    withoutElements(
      text,
      elements.map((each) => ({ start: text.indexOf(each), end: text.indexOf(each) + each.length })),
    )

  it('go with the comma that is needed no more', () => {
    expect(without('a = ["x", "y", "z"]\n', '"y"')).toBe('a = ["x", "z"]\n')
    expect(without('a = ["x", "y", "z"]\n', '"z"')).toBe('a = ["x", "y"]\n')
    expect(without('a = ["x", "y", "z"]\n', '"x"', '"z"')).toBe('a = ["y"]\n')
    expect(without('a = ["x", "y"]\n', 'y')).toBe('a = ["x"]\n')
  })

  it('on lines of their own take these with them', () => {
    expect(without('[\n  "x",\n  "y",\n]\n', '"y"')).toBe('[\n  "x",\n]\n')
    expect(without('[\r\n  "x",\r\n  "y"\r\n]\r\n', '"y"')).toBe('[\r\n  "x"\r\n]\r\n')
  })

  it('stay where they are all that is left, or stand in no list', () => {
    const texts = [without('["x"]', '"x"'), without('["x",]', '"x"'), without('["x", "y"]', '"x"', '"y"')]
    expect([...texts, without('a = "x"', '"x"'), without('{ a = 1, "x" = 2 }', '"x"')]).toEqual([
      ...[undefined, undefined, undefined],
      ...[undefined, undefined],
    ])
  })
})

describe('what might undo a finding', () => {
  const caused = { headCauses: [], baseCauses: [] }
  const candidates = (base: string, head: string) => {
    const sources = sourceVersions(new Map([['a.tf', base]]), new Map([['a.tf', head]]))
    return suggestionCandidates({ file: 'a.tf', startLine: 1, endLine: 99_999 }, [caused], sources)
  }

  it('is found at once, whatever the lines are', () => {
    const hostile = ['"\\"'.repeat(30_000), `a = [${'"x", '.repeat(15_000)}]`, ' '.repeat(90_000), '{'.repeat(90_000)]
    const startedAt = performance.now()
    for (const line of hostile) {
      candidates(`a = 1\n${line}\n`, `a = 2\n${line} \nb = 1\n`)
      candidates('a = 1\n', `${line.replaceAll(' ', '\n')}\n`)
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  it('is not looked for in long files, nor in many places', () => {
    const long = `${'# a\n'.repeat(60_000)}`
    expect(candidates(`${long}a\n`, `${long}b\n`)).toEqual([])
    const apart = (value: string) => Array.from({ length: 11 }, (_, index) => `a${index} = ${value}\n#\n`).join('')
    expect(candidates(apart('1'), apart('2'))).toEqual([])
  })
})
