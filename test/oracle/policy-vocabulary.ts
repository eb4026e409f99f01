import type { MemberDraft } from './policy-draft.ts'

/** What generated policies are made of: few words that overlap in every way. */

/** Of services that no catalogue knows, so that an action may act on any resource. */
export const ACTIONS: readonly string[] = [
  'xx:Do',
  'XX:do',
  'xx:D*',
  'xx:*',
  '*',
  'xx:Done',
  'yy:Do',
  '*:Do',
  'xx:?o',
  'xx:D*e',
  'x*',
  '*:*',
]

export const RESOURCES: readonly string[] = [
  '*',
  'arn:aws:xx:r:1:t',
  'arn:aws:xx:*:1:t',
  'arn:aws:xx:r:*:t',
  'arn:aws:xx:r:1:*',
  'arn:aws:xx:r:1:a/*',
  'arn:aws:xx:r:1:a/b',
  'arn:aws:xx:r:1:*/b',
  'arn:aws:xx:r:1:a/*/b',
  'arn:aws:xx:*:*:a?b',
  'arn:aws:xx:?:1:t',
  'arn:aws:xx:r:1:t:u',
  'arn:aws:xx:r:1:t*',
  'arn:aws:xx:*',
  'arn:*',
  'arn:*:*:*:*:*',
  'arn:aws:xx:r:1:${*}',
  '*:t',
]

/** The variables stand where the encoding can read them: wildcards are at the ends alone. */
export const VARIABLE_RESOURCES: readonly string[] = [
  'arn:aws:xx:r:1:a/${aws:username}',
  'arn:aws:xx:r:1:a/${aws:username}/*',
  'arn:aws:xx:r:1:a/${aws:userid}/*',
  "arn:aws:xx:r:1:a/${aws:username, 'b'}",
  'arn:aws:xx:r:${aws:username}:t',
  'arn:aws:xx:r:1:a/*',
  'arn:aws:xx:r:1:a/b',
  '*',
]

export interface KeyVocabulary {
  readonly key: string
  readonly operators: readonly string[]
  readonly values: readonly (string | number | boolean)[]
}

const STRINGS: readonly string[] = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
]
const ARNS: readonly string[] = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike']
const ORDERS: readonly string[] = [
  'Equals',
  'NotEquals',
  'LessThan',
  'LessThanEquals',
  'GreaterThan',
  'GreaterThanEquals',
]
const NUMBERS = ORDERS.map((order) => `Numeric${order}`)
const DATES = ORDERS.map((order) => `Date${order}`)

const quantified = (operators: readonly string[]) =>
  operators.flatMap((operator) => [`ForAllValues:${operator}`, `ForAnyValue:${operator}`])

export const KEYS: readonly KeyVocabulary[] = [
  { key: 'xx:text', operators: STRINGS, values: ['a', 'A', 'ab', 'AB', 'aB', 'a*', '*b', '?', '*', '', '${*}', 'a?c'] },
  { key: 'xx:number', operators: NUMBERS, values: ['1', 1, '1.0', '2', '10', '-3', '1.5', '1e1', '1e30'] },
  {
    key: 'aws:CurrentTime',
    operators: DATES,
    values: [
      '999999999999',
      '2020-01-01T00:00:00Z',
      '2021-06-01',
      '1577836800',
      '2020-01-01T00:00:00.001Z',
      '2020-01-01T01:00:00+01:00',
    ],
  },
  {
    key: 'aws:SourceIp',
    operators: ['IpAddress', 'NotIpAddress'],
    values: [
      '10.0.0.0/8',
      '10.0.0.0/9',
      '10.128.0.0/9',
      '10.1.2.3',
      '10.1.2.3/32',
      '0.0.0.0/0',
      '0.0.0.0/1',
      '128.0.0.0/1',
      '::/0',
      '2001:db8::/32',
      '2001:db8::1',
      '::ffff:0:0/96',
    ],
  },
  { key: 'aws:SecureTransport', operators: ['Bool'], values: ['true', false, 'false', 'True', true] },
  {
    key: 'aws:SourceArn',
    operators: [...ARNS, 'StringEquals', 'StringNotLike'],
    values: ['arn:aws:xx:*:1:t', 'arn:aws:xx:r:1:*', 'arn:aws:xx:r:1:t', 'arn:aws:xx:*', 'arn:aws:xx:?:1:t*', '*'],
  },
  { key: 'xx:bytes', operators: ['BinaryEquals'], values: ['QQ==', 'Qg==', ''] },
  {
    key: 'aws:TagKeys',
    operators: quantified(['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike']),
    values: ['a', 'b', 'a*', 'ab'],
  },
  { key: 'xx:numbers', operators: quantified(NUMBERS), values: ['1', '2', '10'] },
  { key: 'xx:addresses', operators: quantified(['IpAddress', 'NotIpAddress']), values: ['10.0.0.0/8', '10.0.0.0/9'] },
]

/** Keys that follow from the caller. */
export const CALLER_KEYS: readonly KeyVocabulary[] = [
  {
    key: 'aws:PrincipalArn',
    operators: [...ARNS, 'StringLike', 'StringNotLike', 'StringEquals'],
    values: [
      'arn:aws:iam::111111111111:role/a',
      'arn:aws:iam::111111111111:role/*',
      'arn:aws:iam::*:role/a',
      'arn:aws:iam::111111111111:*',
      'arn:aws:iam::111111111111:user/*',
      'arn:aws:iam::111111111111:root',
    ],
  },
  {
    key: 'aws:PrincipalAccount',
    operators: ['StringEquals', 'StringNotEquals', 'StringLike'],
    values: ['111111111111', '222222222222', '1*'],
  },
]

/** Resources of several accounts, and of none. */
export const ACCOUNT_RESOURCES: readonly string[] = [
  '*',
  'arn:aws:xx:r:1:t',
  'arn:aws:xx:r:2:t',
  'arn:aws:xx:r:*:t',
  'arn:aws:xx:r:1:*',
  'arn:aws:xx:r::t',
  'arn:aws:xx:*',
  't',
]

/** The key that follows from the resource. */
export const RESOURCE_ACCOUNT_KEY: KeyVocabulary = {
  key: 'aws:ResourceAccount',
  operators: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
  values: ['1', '2', '1*', '*'],
}

/** Keys that policy variables name, and one that is compared with them. */
export const VARIABLE_KEYS: readonly KeyVocabulary[] = [
  {
    key: 'aws:username',
    operators: ['StringEquals', 'StringNotEquals', 'StringLike'],
    values: ['a', 'b', 'a*', 'b/c'],
  },
  {
    key: 'xx:key',
    operators: ['StringEquals', 'StringNotEquals'],
    values: ['${aws:username}', 'a', "${aws:userid, 'a'}"],
  },
  {
    key: 'xx:path',
    operators: ['StringLike', 'StringNotLike'],
    values: ['${aws:username}/*', '*${aws:username}', 'a/*'],
  },
]

const ROLE = 'arn:aws:iam::111111111111:role/a'

export const MEMBERS: readonly MemberDraft[] = [
  { type: 'AWS', id: '*' },
  { type: 'AWS', id: '111111111111' },
  { type: 'AWS', id: '222222222222' },
  { type: 'AWS', id: ROLE },
  { type: 'AWS', id: 'arn:aws:iam::111111111111:role/p/a' },
  { type: 'AWS', id: 'arn:aws:iam::111111111111:role/b' },
  { type: 'AWS', id: 'arn:aws:sts::111111111111:assumed-role/a/s' },
  { type: 'AWS', id: 'arn:aws:iam::111111111111:user/u' },
  { type: 'AWS', id: 'arn:aws:iam::111111111111:root' },
  { type: 'Service', id: 'a.amazonaws.com' },
  { type: 'Service', id: 'b.amazonaws.com' },
  { type: 'Federated', id: 'accounts.google.com' },
]

/** A unique id and a canonical user id: names that do not say what the keys of their caller are. */
export const NAMES_ALONE: readonly MemberDraft[] = [
  { type: 'AWS', id: 'AIDAEXAMPLE' },
  { type: 'CanonicalUser', id: 'abc' },
]
