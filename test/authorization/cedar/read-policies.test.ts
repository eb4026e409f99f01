import { describe, expect, it } from 'vitest'
import { readCedarPolicies } from '../../../src/core/authorization/cedar/read-policies.ts'

const textsOf = (text: string) => readCedarPolicies(text)?.map((policy) => policy.text)

describe('a text of Cedar', () => {
  it('is told apart by nothing but its tokens', () => {
    const written =
      '// all of it\n@id("x")\n@note\npermit (\n  principal == User::"a b", action, resource\n) when { context.n<=1 };\n'
    expect(readCedarPolicies(written)).toEqual(
      readCedarPolicies('permit(principal==User :: "a b",action,resource)when{context . n <= 1};'),
    )
    expect(readCedarPolicies(written)).toMatchObject([{ effect: 'permit' }])
  })

  it.each([
    [
      'a string',
      'permit(principal == User::"a", action, resource);',
      'permit(principal == User::"b", action, resource);',
    ],
    [
      'white space in a string',
      'permit(principal == U::"a b", action, resource);',
      'permit(principal == U::"a  b", action, resource);',
    ],
    [
      'what looks like a comment in a string',
      'permit(principal == U::"//a", action, resource);',
      'permit(principal == U::"//b", action, resource);',
    ],
    [
      'a quote in a string',
      'permit(principal == U::"\\"", action, resource);',
      'permit(principal == U::"\\"\\"", action, resource);',
    ],
    [
      'an operator',
      'permit(principal, action, resource) when { a < b };',
      'permit(principal, action, resource) when { a <= b };',
    ],
    [
      'two names in one',
      'permit(principal, action, resource) when { ab };',
      'permit(principal, action, resource) when { a b };',
    ],
  ])('is another one with %s', (_what, one, other) => {
    expect(textsOf(one)).toHaveLength(1)
    expect(textsOf(one)).not.toEqual(textsOf(other))
  })

  it('may hold several policies, of which each has its effect', () => {
    const both = readCedarPolicies(
      'permit(principal, action, resource);\nforbid(principal, action, resource) when { c };',
    )
    expect(both?.map(({ effect }) => effect)).toEqual(['permit', 'forbid'])
  })

  it.each([
    ['no end', 'permit(principal, action, resource)'],
    ['an open string', 'permit(principal == User::"a, action, resource);'],
    ['an open bracket', 'permit(principal, action, resource;'],
    ['a bracket too many', 'permit(principal, action, resource));'],
    ['another beginning', 'allow(principal, action, resource);'],
    ['an effect in a string alone', '"permit"(principal, action, resource);'],
    ['a forbid behind a comment that does not end there', '/* permit(principal, action, resource); */'],
    ['more than is read', `permit(principal, action, resource);${' '.repeat(100_000)}`],
  ])('is not known with %s', (_what, text) => {
    expect(readCedarPolicies(text)).toBeUndefined()
  })

  it('finds a forbid behind a comment and an annotation', () => {
    const text = '@note("permit(principal, action, resource);")\n// permit\nforbid(principal, action, resource);'
    expect(readCedarPolicies(text)).toMatchObject([{ effect: 'forbid' }])
  })
})
