import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../src/core/commands/parse-command.ts'
import fc from '../seeded-properties.ts'

describe('a command', () => {
  it.each([
    ['/countersign explain', { kind: 'explain' }],
    ['/countersign recheck', { kind: 'recheck' }],
    ['/Countersign  ReCheck \t', { kind: 'recheck' }],
    ['/countersign request-reviewers', { kind: 'request-reviewers' }],
    ['/countersign request reviewers', { kind: 'request-reviewers' }],
    ['/countersign acknowledge', { kind: 'acknowledge' }],
    ['/countersign help', { kind: 'help' }],
    ['/countersign', { kind: 'help' }],
    ['Why?\r\n\r\n/countersign explain\r\nThanks', { kind: 'explain' }],
    ['/countersign recheck\n/countersign explain', { kind: 'recheck' }],
    ['Looks odd\n/countersign explain', { kind: 'explain' }],
    ['> quoted\n\n/countersign explain', { kind: 'explain' }],
    ['```\n/countersign recheck\n```\n/countersign explain', { kind: 'explain' }],
    ['<!-- hidden -->\n/countersign explain', { kind: 'explain' }],
    ['`<!--` opens a comment\n/countersign explain', { kind: 'explain' }],
  ])('%j is read', (text, command) => {
    expect(parseCommand(text)).toEqual(command)
  })

  it.each([
    ['/countersign override The site is down', 'The site is down'],
    ['/countersign override\nThe site is down', 'The site is down'],
    [
      '/countersign override The site is down:\nnobody can log in  \n\nGreetings',
      'The site is down:\nnobody can log in',
    ],
    ['/countersign override', ''],
    ['/countersign override Down\n> said somebody', 'Down'],
    ['/countersign OVERRIDE @all [x](y)', '@all [x](y)'],
  ])('%j gives its reason as it is written', (text, reason) => {
    expect(parseCommand(text)).toEqual({ kind: 'override', reason })
  })

  it.each([
    ['/countersign explian', 'explian', 'explain'],
    ['/countersign re-check', 're-check', 'recheck'],
    ['/countersign ack', 'ack', 'acknowledge'],
    ['/countersign request', 'request', 'request-reviewers'],
    ['/countersign @acme/everybody', '@acme/everybody', undefined],
    ['/countersign ex', 'ex', undefined],
  ])('%j is unknown, and what was meant is found where it is near', (text, word, meant) => {
    expect(parseCommand(text)).toEqual({ kind: 'unknown', word, ...(meant === undefined ? {} : { meant }) })
  })

  it.each([
    ['/countersign explain access/any-resource', 'access/any-resource'],
    ['/countersign explain `main.tf:12`', 'main.tf:12'],
    ['/countersign explain #3', '#3'],
    [`/countersign explain ${'x'.repeat(9_000)}`, 'x'.repeat(4_200)],
  ])('%.60s is about one thing', (text, about) => {
    expect(parseCommand(text)).toEqual({ kind: 'explain', about })
    expect(parseCommand(`${text} more`)).toEqual({ kind: 'not-alone', name: 'explain' })
  })

  it.each(['recheck', 'acknowledge', 'request-reviewers'])('%s takes no words behind it', (name) => {
    expect(parseCommand(`/countersign ${name} not`)).toEqual({ kind: 'not-alone', name })
  })

  it('keeps so much of a reason that one that is too long is seen to be', () => {
    expect(parseCommand(`/countersign override ${'x'.repeat(60_000)}`)).toEqual({
      kind: 'override',
      reason: 'x'.repeat(4_000),
    })
  })
})

describe('no command is', () => {
  it.each([
    ['in the middle of a line', 'Please /countersign override now'],
    ['indented', ' /countersign override now'],
    ['of another name', '/countersigned explain'],
    ['glued to its word', '/countersign:explain'],
    ['in a quotation', '> /countersign override now'],
    ['in what GitHub shows as part of a quotation', '> somebody said\n/countersign override now'],
    ['in a code block', '```sh\n/countersign override now\n```'],
    ['in a code block of tildes', '~~~\n/countersign override now\n~~~'],
    ['in a code block that a shorter fence does not close', '````\n```\n/countersign override now\n````'],
    ['in a code block that is never closed', '```\n\n/countersign override now'],
    ['in a comment that nobody sees', '<!--\n/countersign override now\n-->'],
    ['in a comment that begins behind another one', '<!-- a --> <!--\n/countersign override now\n-->'],
    ['in preformatted text', '<pre>\n/countersign override now\n</pre>'],
    ['behind another line separator', 'a\u2028/countersign override now'],
    ['behind a character that nobody sees', '\u200b/countersign override now'],
    ['in an empty text', ''],
  ])('what stands %s', (_where, text) => {
    expect(parseCommand(text)).toBeUndefined()
  })
})

describe('for any text', () => {
  const piece = fc.constantFrom(
    '/countersign explain',
    '>',
    '```',
    '~~~~',
    '<!--',
    '-->',
    '<pre>',
    '\n',
    '\n\n',
    'a',
    '`',
    '\t',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
  )

  it('a quotation of it holds no command', () => {
    fc.assert(
      fc.property(text, (said) => {
        const quoted = said.split(/\r\n|\r|\n/).map((line) => `> ${line}`)
        expect(parseCommand(quoted.join('\n'))).toBeUndefined()
      }),
    )
  })

  it('a code block of it holds no command', () => {
    fc.assert(
      fc.property(text, (said) => {
        const fence = '~'.repeat(3 + Math.max(0, ...[...said.matchAll(/~+/g)].map(([run]) => run.length)))
        expect(parseCommand(`${fence}\n${said}\n${fence}`)).toBeUndefined()
      }),
    )
  })

  it('a command needs a line that begins with its name', () => {
    fc.assert(
      fc.property(text, (said) => {
        if (parseCommand(said) === undefined) return
        expect(said.split(/\r\n|\r|\n/).some((line) => line.toLowerCase().startsWith('/countersign'))).toBe(true)
      }),
    )
  })

  it('it is read in time that grows with its length', () => {
    const hostile = ['<!---->', '`', '<pre', '> ', '~~~\n', '/countersign ', '<!--\n'].map((part) =>
      part.repeat(65_536 / part.length),
    )
    const start = performance.now()
    for (const said of hostile) parseCommand(said)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})
