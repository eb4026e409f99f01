import { describe, expect, it } from 'vitest'
import {
  type Bindings,
  bindingCases,
  bindingChoices,
  bindRule,
} from '../../../src/core/difference/aws/bind-variables.ts'
import { compileSide } from '../../../src/core/difference/aws/compiled-policy.ts'
import { letterCode, type Word, wordOf } from '../../../src/core/difference/aws/letters.ts'
import { Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import type { Rule } from '../../../src/core/difference/aws/rule.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
import { allow, policySet, when } from '../policies.ts'

function rulesOf(statements: readonly unknown[], lexicon: Lexicon): readonly Rule[] {
  return compileSide(policySet([statements]).documents, 'identity', lexicon).allows
}

function shownWord(word: Word | 'absent'): string {
  if (word === 'absent') return '-'
  return word.map((code) => (code >= letterCode(0, false) ? '#' : String.fromCharCode(code))).join('')
}

function shown(bindings: readonly Bindings[] | undefined): readonly string[] | undefined {
  return bindings?.map((each) => [...each].map(([key, word]) => `${key}=${shownWord(word)}`).join(' '))
}

const HOME = 'arn:aws:s3:::home/${aws:username}'
const user = (operator: string, value: unknown) => when(operator, 'aws:username', value)

describe('the cases of a question', () => {
  const cases = (positives: readonly unknown[], negatives: readonly unknown[] = []) => {
    const lexicon = new Lexicon()
    return shown(bindingCases(rulesOf(positives, lexicon), rulesOf(negatives, lexicon), lexicon))
  }

  it.each([
    ['without variables are one', [allow('s3:*')], [], ['']],
    ['with a variable are two: absent, or any text', [allow('s3:*', HOME)], [], ['aws:username=-', 'aws:username=#']],
    ['with a variable of a negative too', [allow('s3:*')], [allow('s3:*', HOME)], ['aws:username=-', 'aws:username=#']],
    [
      'with the variable of a condition',
      [allow('s3:*', '*', when('StringEquals', 's3:prefix', '${k}'))],
      [],
      ['k=-', 'k=#'],
    ],
    ['with one variable twice', [allow('s3:*', [HOME, `${HOME}/*`])], [], ['aws:username=-', 'aws:username=#']],
    ['with two variables', [allow('s3:*', '${a}${b}')], [], ['a=- b=-', 'a=- b=#', 'a=# b=-', 'a=# b=#']],
    [
      'where a condition lists the values',
      [allow('s3:*', HOME, user('StringEquals', ['ann', 'bob']))],
      [],
      ['aws:username=ann', 'aws:username=bob'],
    ],
    ['where a condition allows the empty one', [allow('s3:*', HOME, user('StringEquals', ''))], [], ['aws:username=']],
    [
      'where the second condition lists them',
      [
        allow('s3:*', HOME, {
          Condition: { StringLike: { 'aws:username': 'a*' }, StringEquals: { 'aws:username': 'ann' } },
        }),
      ],
      [],
      ['aws:username=ann'],
    ],
    [
      'where another key is listed',
      [allow('s3:*', HOME, when('StringEquals', 'aws:userid', 'ann'))],
      [],
      ['aws:username=-', 'aws:username=#'],
    ],
    [
      'where a negative lists them',
      [allow('s3:*', HOME)],
      [allow('s3:*', '*', user('StringEquals', 'ann'))],
      ['aws:username=-', 'aws:username=#'],
    ],
    ['of an opaque rule', [unknown('s')], [], ['']],
  ])('%s', (_, positives, negatives, expected) => {
    expect(cases(positives, negatives)).toEqual(expected)
  })

  it.each([
    ['patterns', 'StringLike', 'a*'],
    ['patterns that are plain', 'StringLike', 'ann'],
    ['values in any case', 'StringEqualsIgnoreCase', 'ann'],
    ['what is not meant', 'StringNotEquals', 'ann'],
    ['values if there is one', 'StringEqualsIfExists', 'ann'],
    ['all of several values', 'ForAllValues:StringEquals', 'ann'],
    ['any of several values', 'ForAnyValue:StringEquals', 'ann'],
    ['an unknown value', 'StringEquals', '<x>'],
    ['a known and an unknown value', 'StringEquals', ['ann', '<x>']],
    ['a value with a known beginning', 'StringEquals', 'a<x>'],
    ['that it is there', 'Null', 'false'],
  ])('are two where a condition lists %s', (_, operator, value) => {
    expect(cases([allow('s3:*', HOME, user(operator, value))])).toEqual(['aws:username=-', 'aws:username=#'])
  })

  it('are at the most 24', () => {
    const resource = (count: number) => Array.from({ length: count }, (_, at) => `\${k${at}}`).join('')
    expect(cases([allow('s3:*', resource(4))])).toHaveLength(16)
    expect(cases([allow('s3:*', resource(5))])).toBeUndefined()
    const values = (count: number) =>
      user(
        'StringEquals',
        Array.from({ length: count }, (_, at) => `u${at}`),
      )
    expect(cases([allow('s3:*', HOME, values(24))])).toHaveLength(24)
    expect(cases([allow('s3:*', HOME, values(25))])).toBeUndefined()
  })
})

describe('the texts worth trying', () => {
  const choices = (positives: readonly unknown[], negatives: readonly unknown[] = []) => {
    const lexicon = new Lexicon()
    return shown(bindingChoices(rulesOf(positives, lexicon), rulesOf(negatives, lexicon)))
  }

  it.each([
    ['where nothing is compared', [allow('s3:*', HOME)], [], ['aws:username=-']],
    [
      'of positives and negatives, each once',
      [allow('s3:*', HOME, user('StringNotEquals', ['ann', 'bob']))],
      [allow('s3:*', '*', user('StringLike', ['bob', 'eve', 'x*', '<x>']))],
      ['aws:username=-', 'aws:username=ann', 'aws:username=bob', 'aws:username=eve'],
    ],
    ['of a variable alone', [allow('s3:*', '*', user('StringEquals', 'ann'))], [], ['']],
    ['of the empty text', [allow('s3:*', HOME, user('StringNotEquals', ''))], [], ['aws:username=-', 'aws:username=']],
  ])('%s', (_, positives, negatives, expected) => {
    expect(choices(positives, negatives)).toEqual(expected)
  })

  it('are none where they are more than 24', () => {
    const values = (count: number) =>
      user(
        'StringNotEquals',
        Array.from({ length: count }, (_, at) => `u${at}`),
      )
    expect(choices([allow('s3:*', HOME, values(23))])).toHaveLength(24)
    expect(choices([allow('s3:*', HOME, values(24))])).toEqual([])
  })
})

describe('a rule with its variables bound', () => {
  const lexicon = new Lexicon()
  const letter: Word = [letterCode(lexicon.alphabet.variable('k', undefined), false)]

  function bound(statement: unknown, ...bindings: readonly (readonly [string, string | Word])[]) {
    const [rule] = rulesOf([statement], lexicon)
    if (rule === undefined) throw new TypeError('no rule')
    const words = bindings.map(([key, value]): [string, Word | 'absent'] => {
      return [key, value === 'absent' ? value : typeof value === 'string' ? wordOf(value) : value]
    })
    const result = bindRule(rule, new Map(words), lexicon)
    if (result?.kind !== 'statement') return result
    return {
      same: result === rule,
      resource: result.resource?.elements.map(({ lexeme }) => lexeme.id),
      conditions: result.conditions.map((condition) =>
        condition.kind === 'value' ? condition.values.map(({ lexeme }) => lexeme.id) : condition.kind,
      ),
      variables: result.variables.map(({ key }) => key),
    }
  }

  const A = 'arn:aws:s3:::'
  it.each([
    ['has its text', allow('s3:*', `${A}\${k}/x`), 'ann', { resource: [`${A}ann/x`] }],
    ['has its text between others', allow('s3:*', `${A}*\${k}\${k}`), 'a', { resource: [`${A}*aa`] }],
    ['has nothing for the empty text', allow('s3:*', `${A}a\${k}b`), '', { resource: [`${A}ab`] }],
    ['has nothing where the empty text is all', allow('s3:*', '${k}'), '', { resource: [''] }],
    ['has its default where it is absent', allow('s3:*', `${A}\${k, 'd'}`), 'absent', { resource: [`${A}d`] }],
    ['has its text in spite of a default', allow('s3:*', `${A}\${k, 'd'}`), 'ann', { resource: [`${A}ann`] }],
    ['has no pattern where it is absent', allow('s3:*', [`${A}\${k}`, `${A}b`]), 'absent', { resource: [`${A}b`] }],
    ['has no pattern at all where it is absent', allow('s3:*', `${A}\${k}`), 'absent', { resource: [] }],
    ['takes no colon in a segment', allow('s3:*', ['arn:aws:s3:${k}:1:b', '*']), 'a:b', { resource: ['*'] }],
    ['takes a colon elsewhere', allow('s3:*', `${A}\${k}`), 'a:b', { resource: [`${A}a:b`] }],
    [
      'takes another text in a segment',
      allow('s3:*', 'arn:aws:s3:${k}:1:b'),
      'eu',
      { resource: ['arn:aws:s3:eu:1:b'] },
    ],
    [
      'has its text in conditions',
      allow('s3:*', '*', when('StringEquals', 's3:prefix', ['h/${k}', 'x'])),
      'ann',
      { resource: ['*'], conditions: [['h/ann', 'x']] },
    ],
    [
      'has no value where it is absent',
      allow('s3:*', '*', when('StringEquals', 's3:prefix', ['h/${k}', 'x'])),
      'absent',
      { conditions: [['x']] },
    ],
    [
      'has its text in negated conditions',
      allow('s3:*', '*', when('StringNotEquals', 's3:prefix', 'h/${k}')),
      'ann',
      { conditions: [['h/ann']] },
    ],
    [
      'holds without the key alone where it is absent in a negated condition',
      allow('s3:*', '*', when('StringNotEquals', 's3:prefix', 'h/${k}')),
      'absent',
      { conditions: ['presence'] },
    ],
    [
      'keeps numbers unknown',
      allow('s3:*', '*', when('NumericEquals', 's3:max-keys', '${k}')),
      '7',
      { conditions: [['$["k",null]']] },
    ],
    [
      'keeps dates unknown',
      allow('s3:*', '*', when('DateEquals', 'd', '${k}')),
      '7',
      { conditions: [['$["k",null]']] },
    ],
    [
      'keeps addresses unknown',
      allow('s3:*', '*', when('IpAddress', 'a', '${k}')),
      '7',
      { conditions: [['$["k",null]']] },
    ],
    [
      'keeps other conditions',
      allow('s3:*', `${A}\${k}`, { Condition: { Null: { a: 'true' }, StringEquals: { b: 'c' } } }),
      'ann',
      { conditions: ['presence', ['c']] },
    ],
  ])('%s', (_, statement, value, expected) => {
    expect(bound(statement, ['k', value])).toMatchObject({ same: false, variables: [], ...expected })
  })

  it('keeps a variable that has any text, without its default', () => {
    expect(bound(allow('s3:*', `${A}\${k, 'd'}`), ['k', letter])).toMatchObject({
      resource: [`${A}$["k",null]`],
      variables: ['k'],
    })
  })

  it('keeps a variable that is not bound', () => {
    expect(bound(allow('s3:*', `${A}\${k}\${l, 'd'}`), ['k', 'ann'])).toMatchObject({
      resource: [`${A}ann$["l","d"]`],
      variables: ['l'],
    })
  })

  it('stays as it is where nothing of it is bound', () => {
    expect(bound(allow('s3:*', `${A}\${l}`), ['k', 'ann'])).toMatchObject({ same: true })
    expect(bound(allow('s3:*'), ['k', 'ann'])).toMatchObject({ same: true })
    expect(bound(unknown('s'), ['k', 'ann'])).toMatchObject({ kind: 'opaque' })
  })

  it.each([
    ['a NotResource', { Effect: 'Allow', Action: 's3:*', NotResource: [`${A}\${k}`, `${A}b`] }],
    ['a negated condition that needs the key', allow('s3:*', '*', when('ForAnyValue:StringNotEquals', 'p', '${k}'))],
  ])('never applies with %s and no value', (_, statement) => {
    expect(bound(statement, ['k', 'absent'])).toBeUndefined()
    expect(bound(statement, ['k', 'ann'])).toMatchObject({ same: false })
  })

  it('is another rule for another value', () => {
    const [rule] = rulesOf([allow('s3:*', `${A}\${k}`)], lexicon)
    const ids = ['ann', 'bob'].map((name) => rule && bindRule(rule, new Map([['k', wordOf(name)]]), lexicon)?.id)
    expect(new Set([...ids, rule?.id]).size).toBe(3)
  })

  it('has other conditions for another value', () => {
    const [rule] = rulesOf([allow('s3:*', '*', when('StringEquals', 'p', '${k}'))], lexicon)
    const ids = ['ann', 'bob'].map((name) => {
      const result = rule && bindRule(rule, new Map([['k', wordOf(name)]]), lexicon)
      return result?.kind === 'statement' ? result.conditions.map(({ id }) => id).join() : ''
    })
    expect(new Set(ids).size).toBe(2)
  })
})
