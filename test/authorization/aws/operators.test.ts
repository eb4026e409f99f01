import { expect, it } from 'vitest'
import { BASE_OPERATORS } from '../../../src/core/authorization/aws/operators.ts'

/** "IAM JSON policy elements: Condition operators", IAM User Guide, once more: comparison, relation or case, negated. */
const TABLE = `
StringEquals              string   case      positive
StringNotEquals           string   case      negated
StringEqualsIgnoreCase    string   any-case  positive
StringNotEqualsIgnoreCase string   any-case  negated
StringLike                glob     -         positive
StringNotLike             glob     -         negated
ArnEquals                 arn      -         positive
ArnLike                   arn      -         positive
ArnNotEquals              arn      -         negated
ArnNotLike                arn      -         negated
Bool                      boolean  -         positive
BinaryEquals              binary   -         positive
IpAddress                 address  -         positive
NotIpAddress              address  -         negated
NumericEquals             number   =         positive
NumericNotEquals          number   =         negated
NumericLessThan           number   <         positive
NumericLessThanEquals     number   <=        positive
NumericGreaterThan        number   >         positive
NumericGreaterThanEquals  number   >=        positive
DateEquals                date     =         positive
DateNotEquals             date     =         negated
DateLessThan              date     <         positive
DateLessThanEquals        date     <=        positive
DateGreaterThan           date     >         positive
DateGreaterThanEquals     date     >=        positive
Null                      null     -         -
`

it('knows every condition operator that AWS has', () => {
  const expected = TABLE.trim().split('\n')
  expect([...BASE_OPERATORS.keys()].map((name) => line(name))).toEqual(expected.map((row) => row.replace(/ +/g, ' ')))
})

function line(name: string): string {
  const operator = BASE_OPERATORS.get(name)
  if (operator === undefined || operator === 'null') return `${name} ${operator} - -`
  const { comparison, negated } = operator
  return `${name} ${comparison.type} ${detail(comparison)} ${negated ? 'negated' : 'positive'}`
}

function detail(comparison: object): string {
  if ('relation' in comparison) return String(comparison.relation)
  if (!('ignoreCase' in comparison)) return '-'
  return comparison.ignoreCase === true ? 'any-case' : 'case'
}
