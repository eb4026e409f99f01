import { describe, expect, it } from 'vitest'
import type { Cause } from '../../src/core/difference/difference.ts'
import { locate } from '../../src/core/difference/locate.ts'
import { sourceVersions } from '../../src/core/difference/source-versions.ts'
import type { Span } from '../../src/core/text/span.ts'

/** Files as their lines. A piece of text stands for its span; `a…b` reaches from the start of a to the end of b. */
type Files = Readonly<Record<string, readonly string[]>>
type Blamed = readonly [role: Cause['role'], ...pieces: readonly string[]]

interface Change {
  readonly base: Files
  readonly head: Files
  readonly headCauses?: readonly Blamed[]
  readonly baseCauses?: readonly Blamed[]
  /** Pieces of head, or of base where head has none. */
  readonly declaration: string
  readonly documents?: readonly string[]
  readonly calls?: readonly string[]
  /** Pieces of base. */
  readonly before?: readonly string[]
}

function located(change: Change) {
  return locate(regionOf(change), versionsOf(change), {
    span: spanOf(change.declaration, change.head, change.base),
    documents: (change.documents ?? []).map((piece) => spanOf(piece, change.head, change.base)),
    calls: (change.calls ?? []).map((piece) => spanOf(piece, change.head, change.base)),
    before: (change.before ?? []).map((piece) => spanOf(piece, change.base)),
  })
}

function regionOf({ base, head, headCauses = [], baseCauses = [] }: Change) {
  const causes = (blamed: readonly Blamed[], ...files: readonly Files[]) =>
    blamed.map(([role, ...pieces]): Cause => ({ role, spans: pieces.map((piece) => spanOf(piece, ...files)) }))
  return { headCauses: causes(headCauses, head, base), baseCauses: causes(baseCauses, base, head) }
}

function versionsOf({ base, head }: Change) {
  const texts = (files: Files) => new Map(Object.entries(files).map(([path, lines]) => [path, lines.join('\n')]))
  return sourceVersions(texts(base), texts(head))
}

function spanOf(piece: string, ...sides: readonly Files[]): Span {
  const [first = '', last = first] = piece.split('…')
  for (const [file, lines] of sides.flatMap((files) => Object.entries(files))) {
    const text = lines.join('\n')
    const start = text.indexOf(first)
    if (start !== -1) return { file, start, end: text.indexOf(last, start) + last.length }
  }
  throw new Error(`no file has ${piece}`)
}

const onHead = (file: string, startLine: number, endLine = startLine) => ({ file, startLine, endLine })
const onBase = (file: string, [startLine, endLine]: readonly [number, number], nearest: number, quote: string) => {
  return { file, startLine, endLine, side: 'base', annotation: { startLine: nearest, endLine: nearest, quote } }
}

const ALLOW = ['Allow {', '  actions', '    get', '  resources', '    logs', '}']
const DENY = ['Deny {', '  delete', '}']
/** ALLOW with one action more, on line 4, and DENY behind it. */
const WIDER = { 'a.tf': [...ALLOW.slice(0, 3), '    put', ...ALLOW.slice(3), ...DENY] }
const BOTH = { 'a.tf': [...ALLOW, ...DENY] }

describe('what head added is blamed first', () => {
  it.each<[string, Change, object]>([
    [
      'an element that came stands on its own line, though a deny went as well',
      {
        base: BOTH,
        head: { 'a.tf': WIDER['a.tf'].slice(0, 7) },
        headCauses: [
          ['action', 'put'],
          ['statement', 'Allow…}'],
        ],
        baseCauses: [['statement', 'Deny…}']],
        declaration: 'Allow',
      },
      onHead('a.tf', 4),
    ],
    [
      'an element on an unchanged line is passed over for a later one on a changed line',
      {
        base: BOTH,
        head: WIDER,
        headCauses: [
          ['resource', 'logs'],
          ['action', 'put'],
        ],
        declaration: 'Allow',
      },
      onHead('a.tf', 4),
    ],
    [
      'an element through a module argument stands on the argument that changed',
      {
        base: { 'main.tf': ['module {', '  bucket = logs', '}'], 'module.tf': ['resource var.bucket'] },
        head: { 'main.tf': ['module {', '  bucket = all', '}'], 'module.tf': ['resource var.bucket'] },
        headCauses: [['resource', 'var.bucket', 'bucket = all']],
        declaration: 'resource',
      },
      onHead('main.tf', 2),
    ],
    [
      'an element that spans many lines is narrowed to those that changed',
      {
        base: { 'a.tf': ['actions = [', '  get,', '  list,', ']'] },
        head: { 'a.tf': ['actions = [', '  get,', '  put,', '  tag,', '  list,', ']'] },
        headCauses: [['action', 'actions…]']],
        declaration: 'actions',
      },
      onHead('a.tf', 3, 4),
    ],
    [
      'an element within a longer run of changed lines is not widened to the run',
      {
        base: {},
        head: { 'a.tf': ['one', 'two', 'three', 'four', 'five'] },
        headCauses: [['action', 'two…three']],
        declaration: 'one',
      },
      onHead('a.tf', 2, 3),
    ],
    [
      'of several changed runs in an element the first that it touches counts',
      {
        base: { 'a.tf': ['start', 'list', 'middle', 'end'] },
        head: { 'a.tf': ['new start', 'start', 'list', 'put', 'middle', 'tag', 'end'] },
        headCauses: [['action', 'list…end']],
        declaration: 'start',
      },
      onHead('a.tf', 4),
    ],
    [
      'an element of a file that head does not have is passed over',
      {
        base: { ...BOTH, 'old.tf': ['variable'] },
        head: WIDER,
        headCauses: [['action', 'variable', 'put']],
        declaration: 'Allow',
      },
      onHead('a.tf', 4),
    ],
    [
      'a whole document that changed stands on its first changed lines, whatever base lost',
      {
        base: BOTH,
        head: { 'a.tf': [...ALLOW, 'Deny {', '  tag', '}'] },
        headCauses: [['document', 'Allow…tag']],
        baseCauses: [['document', 'Allow…delete']],
        declaration: 'Allow',
      },
      onHead('a.tf', 8),
    ],
  ])('%s', (_, change, expected) => {
    expect(located(change)).toEqual(expected)
  })
})

describe('what only looks new is not blamed before what base lost', () => {
  const kept = { 'a.tf': ['Allow {', '  [get, put]', '}', ...DENY, 'end'] }
  const wrapped = { 'a.tf': ['Allow {', '  [', '    get,', '    put', '  ]', '}', 'end'] }
  const deny = onBase('a.tf', [4, 6], 3, 'Deny {\n  delete\n}')

  it.each<[string, Change, object]>([
    [
      'an element that stood on a line that base lost',
      {
        base: kept,
        head: wrapped,
        headCauses: [['action', 'get']],
        baseCauses: [['statement', 'Deny {…delete']],
        declaration: 'Allow',
      },
      { ...deny, endLine: 5, annotation: { startLine: 2, endLine: 2, quote: 'Deny {\n  delete' } },
    ],
    [
      'an element that stood on several lines that base lost',
      {
        base: { 'a.tf': ['[', 'get,', '  put ]', 'other', 'Deny', 'rest'] },
        head: { 'a.tf': ['[ get,', '  put, tag ]', 'other', 'rest'] },
        headCauses: [['action', 'get,…put']],
        baseCauses: [['statement', 'Deny']],
        declaration: 'other',
      },
      onBase('a.tf', [5, 5], 1, 'Deny'),
    ],
    [
      'an element with other space around it',
      {
        base: { 'a.tf': ['get', 'other', 'Deny'] },
        head: { 'a.tf': ['  get ', 'other'] },
        headCauses: [['action', '  get ']],
        baseCauses: [['statement', 'Deny']],
        declaration: 'other',
      },
      onBase('a.tf', [3, 3], 1, 'Deny'),
    ],
    [
      'a statement, which is more than an element',
      {
        base: kept,
        head: { 'a.tf': ['Allow more {', '  [get, put]', '}', 'end'] },
        headCauses: [['statement', 'Allow more']],
        baseCauses: [['statement', 'Deny {…delete']],
        declaration: 'Allow',
      },
      { ...deny, endLine: 5, annotation: { startLine: 1, endLine: 1, quote: 'Deny {\n  delete' } },
    ],
    [
      'a document beside an element',
      {
        base: kept,
        head: { 'a.tf': ['Allow {', '  [get, put]', '}', 'end', 'more'] },
        headCauses: [
          ['document', 'Allow…more'],
          ['action', 'get'],
        ],
        baseCauses: [['statement', 'Deny {…delete']],
        declaration: 'Allow',
      },
      { ...deny, endLine: 5, annotation: { startLine: 5, endLine: 5, quote: 'Deny {\n  delete' } },
    ],
  ])('%s', (_, change, expected) => {
    expect(located(change)).toEqual(expected)
  })

  it.each<[string, Change, object]>([
    [
      'an element whose line replaces one without it is new',
      {
        base: { 'a.tf': ['get', 'other', 'Deny'] },
        head: { 'a.tf': ['put', 'other'] },
        headCauses: [['action', 'put']],
        baseCauses: [['statement', 'Deny']],
        declaration: 'other',
      },
      onHead('a.tf', 1),
    ],
    [
      'an element is new beside the same on a line that survives',
      {
        base: { 'a.tf': ['Deny', 'also put'] },
        head: { 'a.tf': ['put', 'also put'] },
        headCauses: [['action', 'put']],
        baseCauses: [['statement', 'Deny']],
        declaration: 'also',
      },
      onHead('a.tf', 1),
    ],
    [
      'an element without any text is new',
      {
        base: { 'a.tf': ['get', 'Deny'] },
        head: { 'a.tf': ['put'] },
        headCauses: [['action', '']],
        baseCauses: [['statement', 'Deny']],
        declaration: 'put',
      },
      onHead('a.tf', 1),
    ],
  ])('%s', (_, change, expected) => {
    expect(located(change)).toEqual(expected)
  })

  it('an element is not new if only one of the runs that base lost had it', () => {
    const change: Change = {
      base: { 'a.tf': ['put ;', 'other', 'Deny'] },
      head: { 'a.tf': ['put,', 'other'] },
      headCauses: [['action', 'put']],
      baseCauses: [['statement', 'Deny']],
      declaration: 'other',
    }
    expect(located(change)).toEqual(onBase('a.tf', [3, 3], 1, 'Deny'))
  })
})

describe('where neither a new element nor a lost line is to blame', () => {
  it.each<[string, Change, object]>([
    [
      'a changed line of the statement is',
      {
        base: { 'a.tf': ['data', 'Allow {', '  get', '}'] },
        head: { 'a.tf': ['data!', 'Allow {', '  get,', '}'] },
        headCauses: [['statement', 'Allow…}']],
        declaration: 'data',
        documents: ['data!'],
      },
      onHead('a.tf', 3),
    ],
    [
      'or else a changed line of the documents that it is made of',
      {
        base: { 'a.tf': ['data', 'Allow'], 'b.tf': ['policy'] },
        head: { 'a.tf': ['data!', 'Allow'], 'b.tf': ['policy!'] },
        headCauses: [['statement', 'Allow']],
        declaration: 'policy',
        documents: ['data'],
      },
      onHead('a.tf', 1),
    ],
    [
      'or else a changed line of the declaration',
      {
        base: { 'a.tf': ['Allow'], 'b.tf': ['policy {', '  a', '}'] },
        head: { 'a.tf': ['Allow'], 'b.tf': ['policy {', '  b', '}'] },
        headCauses: [['statement', 'Allow']],
        declaration: 'policy…}',
        documents: ['Allow'],
      },
      onHead('b.tf', 2),
    ],
    [
      'or else, where no line of it changed, all of its first cause',
      {
        base: BOTH,
        head: { ...BOTH, 'b.tf': ['elsewhere'] },
        headCauses: [
          ['action', 'actions…get'],
          ['resource', 'logs'],
        ],
        baseCauses: [['statement', 'Deny']],
        declaration: 'Allow',
      },
      onHead('a.tf', 2, 3),
    ],
    [
      'and a first cause in a file that head does not have is passed over',
      {
        base: { ...BOTH, 'old.tf': ['variable'] },
        head: BOTH,
        headCauses: [['action', 'variable', 'get']],
        declaration: 'Allow',
      },
      onHead('a.tf', 3),
    ],
    [
      'or else what kept it out at base, though that line is still there',
      { base: BOTH, head: BOTH, baseCauses: [['statement', 'Deny…}']], declaration: 'Allow' },
      onBase('a.tf', [7, 9], 7, 'Deny {\n  delete\n}'),
    ],
    [
      'and what kept it out in a file that base does not have is passed over',
      {
        base: BOTH,
        head: { ...BOTH, 'new.tf': ['variable'] },
        baseCauses: [['condition', 'variable', 'delete']],
        declaration: 'Allow',
      },
      onBase('a.tf', [8, 8], 8, '  delete'),
    ],
    ['or else the first line of the declaration', { base: BOTH, head: BOTH, declaration: 'Deny…}' }, onHead('a.tf', 7)],
    [
      'or else its first line at base, where head has no such file',
      { base: BOTH, head: {}, declaration: 'Deny…}' },
      onBase('a.tf', [7, 7], 1, 'Deny {'),
    ],
  ])('%s', (_, change, expected) => {
    expect(located(change)).toEqual(expected)
  })

  it('or else, of a file that neither side has, the first line', () => {
    const nowhere = { span: { file: 'gone.tf', start: 5, end: 9 }, documents: [], calls: [], before: [] }
    const region = { headCauses: [], baseCauses: [] }
    expect(locate(region, sourceVersions(new Map(), new Map()), nowhere)).toEqual(onBase('gone.tf', [1, 1], 1, ''))
  })
})
