import { describe, expect, it } from 'vitest'
import { readIgnores } from '../../src/core/rules/inline-ignores.ts'
import { itemRanges } from '../../src/core/syntax/hcl/item-ranges.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import fc from '../seeded-properties.ts'

function read(text: string) {
  const { body, comments } = parseHcl('main.tf', text)
  return readIgnores({ file: 'main.tf', text, comments, items: itemRanges(body) })
}

/** Rule and lines of each ignore; nothing may be wrong. */
function covered(text: string): readonly string[] {
  const { ignores, diagnostics } = read(text)
  expect(diagnostics).toEqual([])
  return ignores.map(({ rule, lines }) => `${rule} ${lines.startLine}-${lines.endLine}`)
}

const DIGEST = 'd'.repeat(64)
const REST = ` approver=alice digest=${DIGEST}`
const GOOD = `countersign:ignore access/broader-access reason="the team agreed" until=2026-12-31${REST}`

const MODULE = `resource "aws_iam_policy" "p" { # ${GOOD}
  name = "p" // ${GOOD}
  /* ${GOOD} */
  policy = jsonencode({
    Statement = [
      # ${GOOD}

      # more about it
      {
        Effect = "Allow"
        Action = [
          "s3:GetObject",
          "s3:*", # ${GOOD}
        ]
      },
    ]
  })
}

/*
 * Why this is so.
 * ${GOOD}
 */
data "aws_iam_policy_document" "d" {
  # ${GOOD}
  statement {
    actions = ["s3:*"]
  }
}
`

describe('an ignore covers', () => {
  it('the block, argument, statement or element that starts on its line, else on the next line with code', () => {
    expect(covered(MODULE)).toEqual([
      'access/broader-access 1-18',
      'access/broader-access 2-2',
      'access/broader-access 4-17',
      'access/broader-access 9-15',
      'access/broader-access 13-13',
      'access/broader-access 24-29',
      'access/broader-access 26-28',
    ])
  })

  it.each([
    ['a comment before its item', `/* ${GOOD} */ a = 1\nb = 2\n`, ['access/broader-access 1-1']],
    ['the outermost item of its line', `a = { b = [1, 2] } # ${GOOD}\n`, ['access/broader-access 1-1']],
    ['two about one item', `# ${GOOD}\n# ${GOOD}\na = 1\n`, ['access/broader-access 3-3', 'access/broader-access 3-3']],
    ['CRLF line ends', `# ${GOOD}\r\na {\r\n  b = 1\r\n}\r\n`, ['access/broader-access 2-4']],
    ['a byte order mark', `\ufeff# ${GOOD}\na = 1\n`, ['access/broader-access 2-2']],
    ['a heredoc to its end', `# ${GOOD}\na = <<E\nx # ${GOOD}\nE\n`, ['access/broader-access 2-4']],
    ['no marker in a text', `a = "# ${GOOD.replaceAll('"', "'")}"\n`, []],
    ['an object entry', `a = {\n  b = 1\n  # ${GOOD}\n  c = {\n    d = 1\n  }\n}\n`, ['access/broader-access 4-6']],
  ])('%s', (_, text, expected) => expect(covered(text)).toEqual(expected))

  it('nothing where nothing starts there', () => {
    const texts = [
      `a = 1\n# ${GOOD}\n`,
      `a {\n  # ${GOOD}\n}\nb = 1\n`,
      `a {\n} # ${GOOD}\nb = 1\n`,
      `a = [\n  1\n] # ${GOOD}\nb = 1\n`,
    ]
    for (const text of texts) {
      const { ignores, diagnostics } = read(text)
      expect(ignores).toEqual([])
      expect(diagnostics.map(({ code, subject }) => [code, text.slice(subject.start, subject.end)])).toEqual([
        ['ignore-covers-nothing', GOOD],
      ])
      expect(diagnostics[0]?.detail).toContain('right above it')
    }
  })
})

it('an ignore says its rule, reason, last day and place', () => {
  const text = `a = 1 # ${GOOD.replace('the team', 'the \\"A\\" team \\\\ all')}\n`
  expect(read(text).ignores).toEqual([
    {
      rule: 'access/broader-access',
      reason: 'the "A" team \\ all agreed',
      approver: 'alice',
      until: '2026-12-31',
      digest: DIGEST,
      span: { file: 'main.tf', start: 8, end: text.length - 1 },
      lines: { startLine: 1, endLine: 1 },
    },
  ])
  expect(read(`a = 1 # countersign:ignore x/y until="2028-02-29" reason=agreed${REST}\n`).ignores).toMatchObject([
    { rule: 'x/y', reason: 'agreed', until: '2028-02-29' },
  ])
})

describe('what is wrong with an ignore is a warning with its place and the way out', () => {
  it.each([
    ['', 'ignore-missing-rule ignore-missing-reason ignore-missing-until', 'countersign:ignore', 'until=YYYY-MM-DD'],
    ['reason="x" until=2026-12-31', 'ignore-missing-rule', 'countersign:ignore reason="x" until=2026-12-31', 'Write'],
    ['a/b until=2026-12-31', 'ignore-missing-reason', 'countersign:ignore a/b until=2026-12-31', 'why this may be so'],
    ['a/b reason="  " until=2026-12-31', 'ignore-missing-reason', 'reason="  "', 'why this may be so'],
    ['a/b reason="x"', 'ignore-missing-until', 'countersign:ignore a/b reason="x"', 'the last day'],
    ['a/b reason="x" until=', 'ignore-missing-until', 'until=', 'the last day'],
    [
      'a/b reason="x" until=2026-02-29',
      'ignore-invalid-date',
      'until=2026-02-29',
      '2026-02-29 is no day of the calendar',
    ],
    ['a/b reason="x" until=2100-02-29', 'ignore-invalid-date', 'until=2100-02-29', 'YYYY-MM-DD'],
    ['a/b reason="x" until=2026-13-01', 'ignore-invalid-date', 'until=2026-13-01', 'YYYY-MM-DD'],
    ['a/b reason="x" until=2026-00-10', 'ignore-invalid-date', 'until=2026-00-10', 'YYYY-MM-DD'],
    ['a/b reason="x" until=2026-04-31', 'ignore-invalid-date', 'until=2026-04-31', 'YYYY-MM-DD'],
    ['a/b reason="x" until=31.12.2026', 'ignore-invalid-date', 'until=31.12.2026', 'YYYY-MM-DD'],
    ['a/b reason="x" until=2026-12-31T00:00', 'ignore-invalid-date', 'until=2026-12-31T00:00', 'YYYY-MM-DD'],
    [
      'a/b reasn="x" until=2026-12-31',
      'ignore-unknown-key ignore-missing-reason',
      'reasn="x"',
      'Did you mean `reason`?',
    ],
    [
      'a/b reason="x" until=2026-12-31 owner=z',
      'ignore-unknown-key',
      'owner=z',
      'it has `reason`, `approver`, `until`, `digest`',
    ],
    ['a/b reason="x" reason="y" until=2026-12-31', 'ignore-duplicate-key', 'reason="y"', 'leave one of them'],
    [
      'a/b reason="x until=2026-12-31',
      'ignore-unclosed-quotes ignore-missing-approver ignore-missing-until ignore-missing-digest',
      `reason="x until=2026-12-31${REST}`,
      'Close them',
    ],
    ['a/b reason=all agreed until=2026-12-31', 'ignore-stray-word', 'agreed', 'stands in quotes'],
    [
      'a/b, reason="x" until=2026-12-31',
      'ignore-missing-rule ignore-stray-word',
      'countersign:ignore a/b, reason="x" until=2026-12-31',
      'Write',
    ],
    [
      `a/b reason="${'x'.repeat(1_001)}" until=2026-12-31`,
      'ignore-reason-limit',
      `reason="${'x'.repeat(1_001)}"`,
      'Shorten it',
    ],
  ])('%s', (settings, codes, place, detail) => {
    const text = `a = 1 # countersign:ignore ${settings}${REST}\n`
    const { ignores, diagnostics } = read(text)
    expect(ignores).toEqual([])
    expect(diagnostics.map(({ code }) => code).join(' ')).toBe(codes)
    expect(diagnostics.every(({ severity }) => severity === 'warning')).toBe(true)
    const [first] = diagnostics
    const whole = place.startsWith('countersign:') ? text.slice('a = 1 # '.length, -1) : place
    expect(text.slice(first?.subject.start, first?.subject.end)).toBe(whole)
    expect(first?.detail).toContain(detail)
  })

  it.each(['countersign:ignored a/b', 'Countersign:ignore a/b', 'countersign: ignore a/b', 'countersign:disable a/b'])(
    'no such annotation: %s',
    (written) => {
      const { ignores, diagnostics } = read(`# ${written} reason="x" until=2026-12-31\na = 1\n`)
      expect(ignores).toEqual([])
      expect(diagnostics.map(({ code }) => code)).toEqual(['ignore-unknown-annotation'])
    },
  )

  it('a comment that only speaks of it is none', () => {
    expect(read('# see countersign:ignore in the guide\n# countersign reads this\na = 1\n')).toEqual({
      ignores: [],
      diagnostics: [],
    })
  })

  it('more than a file may have', () => {
    const { ignores, diagnostics } = read(`# ${GOOD}\na {\n}\n`.repeat(600))
    expect(ignores).toHaveLength(500)
    expect(diagnostics.map(({ code }) => code)).toEqual(['ignore-limit'])
  })

  it('one that is wrong leaves the others', () => {
    const { ignores, diagnostics } = read(`# countersign:ignore\na = 1\n# ${GOOD}\nb = 2\n`)
    expect(ignores.map(({ lines }) => lines.startLine)).toEqual([4])
    expect(diagnostics.length).toBe(5)
  })
})

describe('an ignore acts on nothing', () => {
  const until = 'a/b reason="x" until=2026-12-31'
  it.each([
    ['without its approver', `${until} digest=${DIGEST}`, 'ignore-missing-approver'],
    ['without its digest', `${until} approver=alice`, 'ignore-missing-digest'],
    ['with a part of a digest', `${until} approver=alice digest=dddddddd`, 'ignore-invalid-digest'],
    [
      'with a login in letters that only look like it',
      `${until} approver=\u0430lice digest=${DIGEST}`,
      'ignore-invalid-login',
    ],
    ['with a mention for a login', `${until} approver=@alice digest=${DIGEST}`, 'ignore-invalid-login'],
    ['with a time zone', `a/b reason="x" until=2026-12-31-12:00${REST}`, 'ignore-invalid-date'],
    ['with digits of another script', `a/b reason="x" until=２026-12-31${REST}`, 'ignore-invalid-date'],
  ])('%s', (_, settings, code) => {
    const { ignores, diagnostics } = read(`a = 1 # countersign:ignore ${settings}\n`)
    expect(ignores).toEqual([])
    expect(diagnostics.map((each) => each.code)).toEqual([code])
  })
})

it('reads any comment without throwing, with places within the file', () => {
  const pieces = fc.constantFrom(
    'countersign:ignore',
    ' ',
    'a/b',
    'reason=',
    '"',
    '\\',
    'until=2026-12-31',
    '=',
    '\t',
    '\n* ',
    'é',
    '\u202e',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.constantFrom('', '{', '[1]'), (words, code) => {
      const text = `/*countersign:${words.join('')}*/ ${code}\na = 1\n`
      const { ignores, diagnostics } = read(text)
      expect(ignores.length + diagnostics.length).toBeGreaterThan(0)
      for (const { start, end } of [...ignores.map(({ span }) => span), ...diagnostics.map(({ subject }) => subject)]) {
        expect(0 <= start && start <= end && end <= text.length).toBe(true)
      }
    }),
  )
})
