import { describe, expect, it } from 'vitest'
import { type Code, letterCode, OTHER, wordOf } from '../../../src/core/difference/aws/letters.ts'
import { TextTrie } from '../../../src/core/difference/aws/text-trie.ts'

function trieOf(texts: readonly string[], ignoreCase = false): TextTrie {
  const trie = new TextTrie(ignoreCase)
  for (const text of texts) trie.add(wordOf(text))
  return trie
}

function reached(trie: TextTrie, word: readonly Code[]) {
  return word.reduce((state, code) => trie.step(state, code), trie.start)
}

describe('a trie', () => {
  it.each([
    ['each of its texts', ['ab', 'ac', 'b'], 'ab', true],
    ['the last of them', ['ab', 'ac', 'b'], 'b', true],
    ['no beginning of one', ['ab', 'ac'], 'a', false],
    ['a beginning that is a text itself, added later', ['abc', 'ab'], 'ab', true],
    ['what goes on after such a beginning', ['abc', 'ab'], 'abc', true],
    ['a text that goes on from another, added later', ['ab', 'abc'], 'abc', true],
    ['the text that another goes on from', ['ab', 'abc'], 'ab', true],
    ['a text added twice', ['ab', 'ab'], 'ab', true],
    ['nothing longer', ['ab'], 'abc', false],
    ['no other text', ['ab'], 'xb', false],
    ['no empty text', ['ab'], '', false],
    ['no other case', ['ab'], 'AB', false],
  ])('accepts %s', (_, texts, text, accepted) => {
    expect(reached(trieOf(texts), wordOf(text)).accepting).toBe(accepted)
  })

  it('accepts any case where case does not count', () => {
    const trie = trieOf(['ab', 'é'], true)
    expect(['AB', 'aB', 'É', 'b'].map((text) => reached(trie, wordOf(text)).accepting)).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it.each([OTHER, letterCode(0, false)])('knows no text with the code %d, whether case counts or not', (code) => {
    for (const ignoreCase of [false, true]) {
      expect(reached(trieOf(['ab'], ignoreCase), [code]).positions).toEqual([])
      const trie = new TextTrie(ignoreCase)
      trie.add([code])
      expect(reached(trie, [code]).accepting).toBe(true)
    }
  })

  it('has a state of its own for every beginning, and one that leads nowhere for all else', () => {
    const trie = trieOf(['ab', 'ac'])
    const states = ['', 'a', 'ab', 'ac'].map((text) => reached(trie, wordOf(text)))
    expect(new Set(states.map(({ id }) => id)).size).toBe(4)
    expect(states.every(({ positions }) => positions.length > 0)).toBe(true)
    expect(trie.start.accepting).toBe(false)
    expect(reached(trie, wordOf('x'))).toMatchObject({ positions: [], accepting: false, demands: [] })
    expect(reached(trie, wordOf('xa'))).toBe(reached(trie, wordOf('x')))
    expect(trie.heedsColons).toBe(false)
  })

  it('keeps the state of a beginning that becomes a text', () => {
    const trie = trieOf(['abc'])
    const { id } = reached(trie, wordOf('ab'))
    trie.add(wordOf('ab'))
    expect(reached(trie, wordOf('ab'))).toMatchObject({ id, accepting: true })
  })
})
