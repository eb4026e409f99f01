import { describe, expect, it } from 'vitest'
import { classifyCommit } from '../../src/core/authorship/classify.ts'
import { foldLookAlikes } from '../../src/core/authorship/look-alikes.ts'
import { ownLines } from '../../src/core/authorship/message-lines.ts'
import { pullRequestAuthorship } from '../../src/core/authorship/pull-request.ts'
import fc from '../seeded-properties.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'
import { factsOf, readCorpus } from './corpus.ts'
import { pullRequestFactsOf, readPullRequests } from './pull-request-corpus.ts'

const withEvidence = readCorpus('with-evidence')
const without = readCorpus('without-ai-evidence')
const aRow = fc.constantFrom(...withEvidence)
/** Text in the shapes that the reader knows about: quotes, fences, reverts, comments, look-alikes, glue. */
const someText = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...['> ', '```', '~~~', '<!--', '-->', 'Revert "', 'This reverts commit 1a2b3c4d.', 'Original message:'],
        ...[
          '\\n',
          '\n',
          '\r\n',
          '    ',
          '\t',
          '🤖',
          'Co-authored-by: ',
          'Assisted-by: ',
          'Claude',
          ' <',
          '>',
          '@',
          ':',
        ],
        ...['&lt;', '&gt;', '\\', '<mailto:', '<br>', '1. ', '+ ', '_', '**', 'Squashed commit of the following:'],
        ...['commit 1a2b3c4d', 'Author: ', 'Merge: 1a2b3c4d 5e6f7081', 'Reapply "', 'Revert "', '"'],
        ...['=?utf-8?q?', '=?UTF-8?B?', '?=', '\u200b', '\u202e', 'о', '＠', 'noreply@anthropic.com', 'Merge branch '],
      ),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''))

/** The weakest first. */
const STRENGTH = ['human', 'bot', 'ai-assisted', 'ai']

describe('classification', () => {
  it('never loses evidence or weakens the verdict when text is appended', () => {
    fc.assert(
      fc.property(aRow, someText, (row, text) => {
        const before = classifyCommit(factsOf(row), SIGNATURES)
        const after = classifyCommit({ ...factsOf(row), message: `${row.message}\n${text}` }, SIGNATURES)
        expect(after.evidence).toEqual(expect.arrayContaining([...before.evidence]))
        expect([before.verdict, 'ai']).toContain(after.verdict)
      }),
    )
  })

  it('keeps the evidence of a pull request when text is appended to its description or to a commit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...readPullRequests()), someText, someText, (row, text, more) => {
        const facts = pullRequestFactsOf(row)
        const commits = facts.commits.map((commit) => ({ ...commit, message: `${commit.message}\n${more}` }))
        const before = pullRequestAuthorship(facts)
        const after = pullRequestAuthorship({ ...facts, commits, body: `${row.body}\n${text}` })
        expect(after.evidence).toEqual(expect.arrayContaining([...before.evidence]))
        expect(after.tools).toEqual(expect.arrayContaining([...before.tools]))
        expect(STRENGTH.indexOf(after.verdict)).toBeGreaterThanOrEqual(STRENGTH.indexOf(before.verdict))
      }),
    )
  })

  it('answers any pull request', () => {
    fc.assert(
      fc.property(someText, someText, someText, fc.integer(), (body, headRef, login, id) => {
        const author = { login, id, type: 'User' }
        const facts = { author, body, headRef, commits: [commitFacts()], complete: true, pushers: [] }
        const judged = pullRequestAuthorship({ ...facts, machineUsers: new Set(), signatures: SIGNATURES })
        expect(judged.evidence.length > 0).toBe(judged.verdict !== 'human')
      }),
    )
  })

  it('answers any input, with evidence exactly where it is not human', () => {
    fc.assert(
      fc.property(someText, someText, someText, someText, (authorName, authorEmail, branch, message) => {
        const judged = classifyCommit(commitFacts({ authorName, authorEmail, branch, message }), SIGNATURES)
        expect(judged.evidence.length > 0).toBe(judged.verdict !== 'human')
        expect(judged.tool).toBe(judged.evidence[0]?.tool ?? null)
      }),
    )
  })

  it('does not depend on case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...withEvidence, ...without), (row) => {
        const facts = factsOf(row)
        const shouted = { ...facts, message: facts.message.replaceAll('\\n', '\n').toUpperCase() }
        const whispered = { ...facts, message: facts.message.replaceAll('\\n', '\n').toLowerCase() }
        expect(classifyCommit(shouted, SIGNATURES).verdict).toBe(classifyCommit(whispered, SIGNATURES).verdict)
      }),
    )
  })

  it('finds no evidence in a quotation of anything', () => {
    fc.assert(
      fc.property(fc.constantFrom(...withEvidence), (row) => {
        const quoted = row.message.replaceAll(/\r\n?|\n/g, '\n').replaceAll(/^/gm, '> ')
        expect(classifyCommit(commitFacts({ message: `Look at this\n\n${quoted}` }), SIGNATURES).verdict).toBe('human')
      }),
    )
  })

  it('reads the lines of a prefix as the first lines of the whole, unless a fence or a comment is open in it', () => {
    const isClosed = (text: string) => !/```|~~~|<!--/.test(text)
    fc.assert(
      fc.property(someText.filter(isClosed), someText, (text, more) => {
        const prefix = ownLines(`${text}\n`)
        expect(ownLines(`${text}\n${more}`).slice(0, prefix.length)).toEqual(prefix)
      }),
    )
  })

  it('is hidden by no fence and no comment that is never closed', () => {
    fc.assert(
      fc.property(aRow, fc.constantFrom('```', '~~~', '<!--', '```\n~~~\n<!-- x', '<!--\n```'), (row, opener) => {
        fc.pre(!/```|~~~|-->|^\s*revert/i.test(row.message))
        const before = classifyCommit(factsOf(row), SIGNATURES)
        const after = classifyCommit({ ...factsOf(row), message: `Start\n\n${opener}\n${row.message}` }, SIGNATURES)
        expect(after.evidence).toEqual(expect.arrayContaining([...before.evidence]))
      }),
    )
  })
})

describe('folding look-alikes', () => {
  it('leaves ASCII alone, is done after one time, and never makes text much longer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldLookAlikes(text)
        expect(foldLookAlikes(folded)).toBe(folded)
        expect(folded.length).toBeLessThanOrEqual(text.length * 8)
      }),
    )
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => foldLookAlikes(text) === text))
  })

  it('drops all that Unicode calls ignorable, and folds what looks like ASCII by its compatibility form', () => {
    const ignorable = /^\p{Default_Ignorable_Code_Point}$/u
    for (let code = 0x80; code <= 0xe0fff; code += 1) {
      const character = String.fromCodePoint(code)
      if (ignorable.test(character)) expect([code, foldLookAlikes(`a${character}b`)]).toEqual([code, 'ab'])
    }
    expect(foldLookAlikes('Со‑аuthоrеd\u200b‑bｙ： 𝐂𝗹𝘢𝚞𝖽ℯ\u{e0001} 🤖 漢字')).toBe('Co-authored-by: Claude 🤖 漢字')
  })
})

describe('a message of a megabyte', () => {
  const size = 1 << 20
  const fill = (unit: string) => unit.repeat(Math.ceil(size / unit.length))

  it.each([
    ['one line', fill('word ')],
    ['blank', fill(' ')],
    ['lines without a word', fill('a\n')],
    ['a trailer of blanks', `Co-authored-by: ${fill(' ')}x`],
    ['open brackets', `Co-authored-by: ${fill('<')}`],
    ['half addresses', `Co-authored-by: ${fill('a@')}`],
    ['half encoded words', `Co-authored-by: ${fill('=?utf-8?q?')}`],
    ['marks to reorder', `a${fill('\u0316\u0301')}`],
    ['look-alikes', fill('о')],
    ['invisible characters', fill('\u200b')],
    ['glue', fill('\\n')],
    ['robots', fill(' 🤖')],
    ['nearly a marker', fill('🤖 Generated with [Claude Cod\n')],
    ['nearly an assistance trailer', fill('Assisted-by: aa:aaaaaaaaaaaa\n')],
    ['an endless tool and model', `Assisted-by: ${fill('aa:')}`],
    ['fences', fill('```\n')],
    ['an endless revert', `Revert "${fill('a\\n')}`],
    ['bullets', fill('- ')],
  ])('of %s is answered, and shows nothing but the trailer in front of it', (_, text) => {
    const judged = classifyCommit(commitFacts({ message: `Start\n\nMade-with: Cursor\n${text}` }), SIGNATURES)
    expect(judged.evidence.map(({ tool }) => tool)).toEqual(['cursor'])
  })

  it('of ordinary text is read to its end', () => {
    const message = `Start\n\n${fill('The uploader gave up after the first failure: it lost whole batches.\n')}`
    expect(classifyCommit(commitFacts({ message: `${message}\nMade-with: Cursor` }), SIGNATURES).verdict).toBe(
      'ai-assisted',
    )
  })
})
