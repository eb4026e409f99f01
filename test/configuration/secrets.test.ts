import { describe, expect, it } from 'vitest'
import { concealed } from '../../src/review/concealed.ts'
import { configure } from './module-double.ts'

const POLICY = (resource: string): string =>
  `resource "aws_iam_user_policy" "p" {
    user   = "u"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ${resource} }] })
  }`

describe('what is marked as sensitive', () => {
  it.each<[string, string, readonly string[]]>([
    ['a variable', `variable "v" {\n default = "secret-one"\n sensitive = true\n}\n${POLICY('var.v')}`, ['secret-one']],
    [
      'an ephemeral variable',
      `variable "v" {\n default = "secret-one"\n ephemeral = true\n}\n${POLICY('var.v')}`,
      ['secret-one'],
    ],
    [
      'every text within',
      `variable "v" {\n default = { a = ["secret-one", 12345] }\n sensitive = true\n}\n${POLICY('var.v.a[0]')}`,
      ['12345', 'secret-one'],
    ],
    ['a value', POLICY('sensitive("secret-one")'), ['secret-one']],
    ['what is made of it', POLICY('upper(sensitive("secret-one"))'), ['SECRET-ONE', 'secret-one']],
    ['not what it is said of no longer', POLICY('nonsensitive(sensitive("secret-one"))'), ['secret-one']],
    [
      'not a variable that says no',
      `variable "v" {\n default = "public-one"\n sensitive = false\n}\n${POLICY('var.v')}`,
      [],
    ],
    ['not a text too short to be found', POLICY('sensitive("dev")'), []],
  ])('is %s', (_, source, expected) => {
    expect([...configure(source).secrets].filter((text) => !text.startsWith('{')).sort()).toEqual(expected)
  })

  it('is an output of a module', () => {
    const access = configure({
      'main.tf': `module "m" {\n source = "./m"\n}\n${POLICY('module.m.out')}`,
      'm/main.tf': 'output "out" {\n value = "secret-one"\n sensitive = true\n}',
    })
    expect([...access.secrets]).toContain('secret-one')
  })
})

describe('what is shown', () => {
  it('has no sensitive text in it, wherever it stands, and keeps the names of files', () => {
    const data = {
      title: 'a secret-one and secret-one-more',
      file: 'secret-one.tf',
      list: [{ text: 'secret-one' }, 3, null],
    }
    expect(concealed(data, new Set(['secret-one', 'secret-one-more']))).toEqual({
      title: 'a (sensitive) and (sensitive)',
      file: 'secret-one.tf',
      list: [{ text: '(sensitive)' }, 3, null],
    })
  })
})
