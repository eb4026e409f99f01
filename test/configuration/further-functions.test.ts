import { describe, expect, it } from 'vitest'
import { jsonOf } from '../../src/core/configuration/terraform/functions/json-encode.ts'
import { isKnown } from '../../src/core/configuration/terraform/unknown.ts'
import { openConsole } from './console.ts'

const CONSOLE = openConsole('', { kind: 'declared' })

/** The JSON of a value, null for an error, `unknown`. */
function answer(expression: string): string | null {
  const value = CONSOLE.evaluate(expression)
  if (value === undefined) return null
  return isKnown(value) ? jsonOf(value) : 'unknown'
}

describe('functions that Terraform itself does not have', () => {
  it.each([
    ['cidrcontains("192.168.2.0/20", "192.168.2.1")', 'true'],
    ['cidrcontains("192.168.2.0/20", "192.168.2.0/22")', 'true'],
    ['cidrcontains("192.168.2.0/20", "192.126.2.1/18")', 'false'],
    ['cidrcontains("10.0.0.0/16", "10.0.0.0/8")', 'false'],
    ['cidrcontains("fe80::/48", "fe80::1")', 'true'],
    ['cidrcontains("fe80::/48", "10.0.0.1")', null],
    ['urldecode("Hello+World%21")', '"Hello World!"'],
    ['urldecode("%E2%98%BA")', '"☺"'],
    ['urldecode("%")', null],
    ['urldecode("%FF")', null],
    ['urldecode(urlencode("a b&c/é~*%"))', '"a b\\u0026c/é~*%"'],
    [
      'provider::aws::arn_build("aws", "iam", "", "444455556666", "role/example")',
      '"arn:aws:iam::444455556666:role/example"',
    ],
    [
      'provider::aws::arn_parse("arn:aws:sns:us-east-1:444455556666:topic:part")',
      '{"account_id":"444455556666","partition":"aws","region":"us-east-1","resource":"topic:part","service":"sns"}',
    ],
    ['provider::aws::arn_parse("arn:aws:iam")', null],
    [
      'provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:role/with/path/example")',
      '"arn:aws:iam::444455556666:role/example"',
    ],
    ['provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:user/with/path")', null],
  ])('%s', (expression, expected) => {
    expect(answer(expression)).toBe(expected)
  })
})

describe('functions whose result is unknown', () => {
  it.each([
    'timestamp()',
    'plantimestamp()',
    'uuid()',
    'bcrypt("x")',
    'bcrypt("x", 10)',
    'abspath("x")',
    'pathexpand("~/x")',
    'base64gzip("x")',
    'base64gunzip("x")',
    'rsadecrypt("x", "y")',
    'issensitive("x")',
    'provider::example::nothing("x")',
  ])('%s is no error', (expression) => {
    expect(answer(expression)).toBe('unknown')
  })

  it.each(['timestamp(1)', 'uuid("x")', 'rsadecrypt("x")'])('%s is one', (expression) => {
    expect(answer(expression)).toBeNull()
  })
})
