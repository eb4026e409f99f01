import { describe, expect, it } from 'vitest'
import type { Cause } from '../../src/core/difference/difference.ts'
import { locate } from '../../src/core/difference/locate.ts'
import { sourceVersions } from '../../src/core/difference/source-versions.ts'
import type { Span } from '../../src/core/text/span.ts'

const BLOCK = ['before', 'Allow {', '  one', '  two', '  three', '  four', '}', 'after']
const OTHER_FILE = `one long ${'very '.repeat(50)}rule`
const NEW_FILE = 'variable'
const FILES: ReadonlyMap<string, string> = new Map([
  ['a.tf', BLOCK.join('\n')],
  ['b.tf', OTHER_FILE],
  ['new.tf', NEW_FILE],
])

/** The text of a cause, in whichever file has it; `a…b` reaches from the start of a to the end of b. */
type Blamed = readonly [role: Cause['role'], ...pieces: readonly string[]]

const ALL: Blamed = ['statement', 'Allow…}']

/** BLOCK without some of its lines. */
function without(...lost: readonly string[]): readonly string[] {
  return BLOCK.filter((line) => !lost.includes(line.trim()))
}

/** Where a region stands that base kept out by these causes. */
function located(head: readonly string[], ...blamed: readonly Blamed[]) {
  const baseCauses = blamed.map(([role, ...pieces]) => ({ role, spans: pieces.map(spanOf) }))
  const base = new Map([...FILES].filter(([file]) => file !== 'new.tf'))
  const versions = sourceVersions(base, new Map([...FILES, ['a.tf', head.join('\n')]]))
  return locate({ headCauses: [], baseCauses }, versions, {
    span: spanOf('before'),
    documents: [],
    calls: [],
    before: [],
  })
}

function spanOf(piece: string): Span {
  const [first = '', last = first] = piece.split('…')
  for (const [file, text] of FILES) {
    const start = text.indexOf(first)
    if (start !== -1) return { file, start, end: text.indexOf(last, start) + last.length }
  }
  throw new Error(`no file has ${piece}`)
}

/** A row: what is lost, what the causes are, the lines of base that are told, and the line of head beside them. */
type Row = [string, readonly string[], readonly Blamed[], readonly [number, number], number]

describe('a line that base lost is annotated on a line that survives', () => {
  it.each<Row>([
    ['the one just before', without('two'), [['condition', 'two'], ALL], [4, 4], 3],
    ['the one just after, if nearer', without('one', 'two'), [['condition', 'two'], ALL], [4, 4], 3],
    ['the one before, if as near', ['top', ...without('two')], [['condition', 'two'], ALL], [4, 4], 4],
    [
      'the first line of the statement, rather than a nearer one behind it',
      without('one', 'two', 'three', 'four', '}'),
      [['condition', 'four…}'], ALL],
      [6, 7],
      2,
    ],
    [
      'the last line of the statement, rather than a nearer one before it',
      without('Allow {', 'one', 'two', 'three', 'four'),
      [['condition', 'Allow {…one'], ALL],
      [2, 3],
      2,
    ],
    [
      'a line of the widest cause around it, though a narrower one comes behind',
      ['top', ...without('one', 'two', 'three')],
      [['condition', 'two'], ALL, ['action', 'one…three']],
      [4, 4],
      3,
    ],
    [
      'a line of the widest cause around it, though a narrower one comes before',
      ['top', ...without('one', 'two', 'three')],
      [['condition', 'two'], ['action', 'one…three'], ALL],
      [4, 4],
      3,
    ],
    [
      'a line of a statement that begins where it begins',
      without('Allow {', 'one'),
      [['condition', 'Allow {'], ALL],
      [2, 2],
      2,
    ],
    [
      'a line of a statement that ends where it ends',
      ['top', ...without('}', 'four')],
      [['condition', '}'], ALL],
      [7, 7],
      6,
    ],
    [
      'the first changed line, if only a statement behind it survives',
      ['new', ...without('three')],
      [
        ['condition', 'three'],
        ['statement', 'four…after'],
      ],
      [5, 5],
      1,
    ],
    [
      'the first changed line, if only a statement before it survives',
      ['new', ...without('three')],
      [
        ['condition', 'three'],
        ['statement', 'Allow {…two'],
      ],
      [5, 5],
      1,
    ],
    [
      'not one by the lines of a cause in another file',
      ['new', ...without('two')],
      [
        ['condition', 'two'],
        ['statement', 'one long…rule'],
      ],
      [4, 4],
      1,
    ],
    [
      'the last one before it, if nothing of the file is new',
      without('two', 'three'),
      [['condition', 'three']],
      [5, 5],
      3,
    ],
    ['the first line, if none before it survives', without('before'), [['condition', 'before']], [1, 1], 1],
  ])('%s', (_, head, blamed, [startLine, endLine], nearest) => {
    const quote = BLOCK.slice(startLine - 1, endLine).join('\n')
    const annotation = { startLine: nearest, endLine: nearest, quote }
    expect(located(head, ...blamed)).toEqual({ file: 'a.tf', startLine, endLine, side: 'base', annotation })
  })
})

describe('of what kept access out at base', () => {
  it.each<[string, readonly string[], readonly Blamed[], object]>([
    [
      'what spans more lines is narrowed to those that are gone',
      without('two', 'three'),
      [['condition', 'Allow…}']],
      { startLine: 4, endLine: 5, annotation: { startLine: 3, endLine: 3, quote: '  two\n  three' } },
    ],
    [
      'what is still there is passed over for what is gone',
      without('three'),
      [
        ['condition', 'one'],
        ['action', 'three'],
      ],
      { startLine: 5, endLine: 5, annotation: { startLine: 4, endLine: 4, quote: '  three' } },
    ],
    [
      'what base does not have is passed over for what is gone',
      without('two'),
      [['condition', 'variable', 'two']],
      { startLine: 4, endLine: 4, annotation: { startLine: 3, endLine: 3, quote: '  two' } },
    ],
  ])('%s', (_, head, blamed, expected) => {
    expect(located(head, ...blamed)).toEqual({ file: 'a.tf', side: 'base', ...expected })
  })
})

describe('a deny that went as a whole', () => {
  const LINES = ['Allow {', 'one', 'two', 'three', 'four', '}']
  const GONE = ['new', ...without(...LINES)]
  const onNew = { file: 'a.tf', startLine: 1, endLine: 1 }
  const onDeny = {
    file: 'a.tf',
    startLine: 2,
    endLine: 7,
    side: 'base',
    annotation: { startLine: 1, endLine: 1, quote: BLOCK.slice(1, 7).join('\n') },
  }

  /** What no longer is denied, where head has a new action in its first line. */
  function lifted(head: readonly string[], blamed: readonly Blamed[], origin: 'allowed' | 'no-longer-denied') {
    const base = new Map([...FILES].filter(([file]) => file !== 'new.tf'))
    const versions = sourceVersions(base, new Map([...FILES, ['a.tf', head.join('\n')]]))
    const headCauses: readonly Cause[] = [{ role: 'action', spans: [{ file: 'a.tf', start: 0, end: 3 }] }]
    const baseCauses = blamed.map(([role, ...pieces]) => ({ role, spans: pieces.map(spanOf) }))
    const declaration = { span: spanOf('before'), documents: [], calls: [], before: [] }
    return locate({ origin, headCauses, baseCauses }, versions, declaration)
  }

  it.each<[string, readonly string[], readonly Blamed[], object]>([
    ['stands on all of its lines, whatever head added', GONE, [['condition', 'two'], ALL], onDeny],
    ['stands on them, though one that base does not have comes before', GONE, [['statement', 'variable'], ALL], onDeny],
    ['is not gone where its first line is left', ['new', ...without(...LINES.slice(1))], [ALL], onNew],
    ['is not gone where its last line is left', ['new', ...without(...LINES.slice(0, -1))], [ALL], onNew],
    [
      'is passed over for one of which no line is left',
      ['new', ...without('two')],
      [ALL, ['statement', 'two']],
      { ...onDeny, startLine: 4, endLine: 4, annotation: { startLine: 4, endLine: 4, quote: '  two' } },
    ],
  ])('%s', (_, head, blamed, expected) => {
    expect(lifted(head, blamed, 'no-longer-denied')).toEqual(expected)
  })

  it('is not blamed for what an allow lets through', () => {
    expect(lifted(GONE, [ALL], 'allowed')).toEqual(onNew)
  })
})

describe('where no line of a cause or of the declaration changed', () => {
  const at = (file: string, line: number, quote?: string) =>
    quote === undefined
      ? { file, startLine: line, endLine: line }
      : { file, startLine: line, endLine: line, side: 'base', annotation: { startLine: 1, endLine: 1, quote } }
  const ELSEWHERE: Span = { file: 'modules/elsewhere.tf', start: 3, end: 9 }

  function unchanged(
    head: ReadonlyMap<string, string>,
    spans: { readonly calls?: readonly Span[]; readonly before?: readonly Span[] },
  ) {
    const { calls = [], before = [] } = spans
    const declaration = { span: ELSEWHERE, documents: [], calls, before }
    return locate({ headCauses: [], baseCauses: [] }, sourceVersions(FILES, head), declaration)
  }

  it('a line that base was made of and that went is blamed', () => {
    const head = new Map([...FILES, ['a.tf', without('before').join('\n')]])
    expect(unchanged(head, { before: [spanOf('one long…rule'), spanOf('before')] })).toEqual(at('a.tf', 1, 'before'))
  })

  it('the call is, where the module is of elsewhere', () => {
    expect(unchanged(FILES, { calls: [spanOf('two…four')] })).toEqual(at('a.tf', 4))
  })

  it('a call that only base has is blamed there', () => {
    const head = new Map([...FILES].filter(([file]) => file !== 'a.tf'))
    expect(unchanged(head, { calls: [spanOf('two…four')] })).toEqual(at('a.tf', 4, '  two'))
  })

  it('a module of elsewhere that nothing here calls is named itself', () => {
    expect(unchanged(FILES, {})).toEqual(at(ELSEWHERE.file, 1, ''))
  })
})
