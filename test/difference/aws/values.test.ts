import { describe, expect, it } from 'vitest'
import { Atoms } from '../../../src/core/difference/aws/atoms.ts'
import { Budget, DEFAULT_LIMITS } from '../../../src/core/difference/aws/budget.ts'
import { compileSide } from '../../../src/core/difference/aws/compiled-policy.ts'
import { isLetter, OTHER } from '../../../src/core/difference/aws/letters.ts'
import { Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import { conditionsOf, type Question } from '../../../src/core/difference/aws/question.ts'
import { valueCandidates } from '../../../src/core/difference/aws/value-candidates.ts'
import { allow, policySet } from '../policies.ts'

type Asked = readonly [operator: string, values: string | readonly string[], wanted?: boolean]

/** The values to try; `not all` first where others may be told apart. `~` is a character that no pattern spells, `#` a letter. */
function candidates(asked: readonly Asked[], steps = DEFAULT_LIMITS.steps): readonly string[] {
  const lexicon = new Lexicon()
  const question: Question = {
    positives: [],
    negatives: [],
    stance: 'definite',
    kind: 'identity',
    lexicon,
    budget: new Budget({ ...DEFAULT_LIMITS, steps }),
    pins: new Map(),
    atoms: new Atoms(),
    multivalued: new Set(),
    doubts: [],
  }
  const statements = asked.map(([operator, values]) => allow('s3:*', '*', { Condition: { [operator]: { k: values } } }))
  const tests = conditionsOf(compileSide(policySet([statements]).documents, 'identity', lexicon).allows)
    .filter((condition) => condition.kind === 'value')
    .map((test, index) => ({ test, wanted: asked[index]?.[2] ?? true }))
  const { words, exhaustive } = valueCandidates(tests, question)
  const texts = words.map((word) =>
    word.map((code) => (isLetter(code) ? '#' : code === OTHER ? '~' : String.fromCharCode(code))).join(''),
  )
  return exhaustive ? texts : ['not all', ...texts]
}

describe('the values of a key worth trying', () => {
  it.each<[string, readonly Asked[], readonly string[]]>([
    ['are any one where nothing is asked', [], ['~']],
    ['are true and false', [['Bool', 'true']], ['true', 'false']],
    [
      'are true and false where both are asked for',
      [
        ['Bool', 'true'],
        ['Bool', ['false', 'true']],
      ],
      ['true', 'false'],
    ],
    [
      'are more than true and false beside another text',
      [
        ['Bool', 'true'],
        ['StringEquals', 'x'],
      ],
      ['~', 'true', 'x'],
    ],
    [
      'are true in lower case, however a policy writes it',
      [
        ['Bool', 'True'],
        ['StringEquals', 'true'],
      ],
      ['~', 'true', 'true'],
    ],
    ['are more than true and false where one is unknown', [['Bool', '<x>']], ['~', '#']],
    ['are more than true and false where one of two is unknown', [['Bool', ['true', '<x>']]], ['~', 'true', '#']],
    ['are more than true and false where one is a variable', [['Bool', '${v}']], ['~', '#']],
    ['are the texts and another', [['StringEquals', ['v', 'w']]], ['~', 'v', 'w']],
    [
      'are each text once',
      [
        ['StringEquals', ['v', 'w']],
        ['StringNotEquals', 'v'],
      ],
      ['~', 'v', 'w'],
    ],
    ['are the texts in any case', [['StringEqualsIgnoreCase', 'aB1']], ['~', 'aB1']],
    [
      'are texts in a case that no other text has',
      [
        ['StringEqualsIgnoreCase', 'aB1'],
        ['StringEquals', ['AB1', 'aB1'], false],
      ],
      ['~', 'ab1', 'AB1', 'aB1'],
    ],
    [
      'are the texts that are wanted',
      [
        ['StringEquals', 'v'],
        ['StringNotEquals', 'w', false],
      ],
      ['~', 'v'],
    ],
    ['are unknown texts', [['StringEquals', 'a<x>b']], ['~', 'a#b']],
    ['are variables', [['StringEquals', 'a${v}']], ['~', 'a#']],
    ['are what patterns tell apart', [['StringLike', 'a*']], ['', 'a']],
    [
      'are what patterns and texts tell apart',
      [
        ['StringLike', 'a?'],
        ['StringEquals', 'ab'],
      ],
      ['', 'a~', 'ab'],
    ],
    [
      'are what patterns tell apart, without those that nobody wants',
      [
        ['StringLike', 'a*'],
        ['StringLike', 'b*', false],
      ],
      ['', 'a'],
    ],
    ['are what patterns and unknown texts tell apart', [['StringLike', 'a*<x>']], ['', 'a#']],
    ['are numbers, and none', [['NumericLessThan', '5']], ['4', '6', '5', 'none']],
    ['are numbers and an unknown one', [['NumericLessThan', ['5', '<x>']]], ['4', '6', '5', '#', 'none']],
    ['are numbers and a variable', [['NumericEquals', ['5', '${v}']]], ['4', '6', '5', '#', 'none']],
    ['are numbers and none with an unknown part', [['NumericEquals', ['5', '1<x>']]], ['4', '6', '5', '1#', 'none']],
    [
      'are not all numbers and texts',
      [
        ['NumericEquals', '5'],
        ['StringEquals', 'v'],
      ],
      ['not all', '~', 'v', '4', '6', '5', 'none'],
    ],
    [
      'are not all numbers and dates',
      [
        ['NumericEquals', '5'],
        ['DateEquals', '${v}'],
      ],
      ['not all', '4', '6', '5', '#', 'none'],
    ],
    ['are addresses', [['IpAddress', '10.0.0.0/8']], ['0.0.0.0', '10.0.0.0', '11.0.0.0', '::', 'none']],
  ])('%s', (_, asked, expected) => {
    expect(candidates(asked)).toEqual(expected)
  })

  it('are not all where they take too many steps', () => {
    expect(candidates([['StringLike', 'a*']], 0)).toEqual(['not all', ''])
    expect(candidates([['StringEquals', 'ab']], 0)).toEqual(['~', 'ab'])
  })

  it('are at the most 512 that are told apart', () => {
    const patterns = (count: number): readonly Asked[] => [
      ['StringLike', [...'abcdefghij'].slice(0, count).map((letter) => `*${letter}*`)],
    ]
    expect(candidates(patterns(9))).toHaveLength(512)
    const some = candidates(patterns(10))
    expect(some).toHaveLength(514)
    expect(some[0]).toBe('not all')
  })
})
