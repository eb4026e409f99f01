import { describe, expect, it } from 'vitest'
import { compareGcpRoles } from '../../src/core/difference/gcp-roles.ts'

const role = (...includedPermissions: readonly string[]) => ({ includedPermissions: [...includedPermissions] })
const broadened = (action: string) => ({ verdict: 'broadened', witness: { action, resource: '*', context: {} } })
const NOT_BROADENED = { verdict: 'not-broadened' }

describe('roles of Google Cloud', () => {
  it.each([
    ['that do not exist grant nothing', undefined, undefined, NOT_BROADENED],
    ['that come grant their first permission', undefined, role('a.b.get', 'a.b.set'), broadened('a.b.get')],
    ['that go grant nothing', role('a.b.get'), undefined, NOT_BROADENED],
    ['without permissions grant nothing', undefined, role(), NOT_BROADENED],
    ['with a permission more grant it', role('a.b.get'), role('a.b.get', 'a.b.set'), broadened('a.b.set')],
    ['with a permission in another case grant it', role('a.b.get'), role('a.b.Get'), broadened('a.b.Get')],
    ['with what looks like a wildcard grant that name', role('a.b.get'), role('a.b.*'), broadened('a.b.*')],
    [
      'with their permissions in another order, or twice, grant nothing',
      role('a', 'b'),
      role('b', 'a', 'b'),
      NOT_BROADENED,
    ],
  ])('%s', (_, base, head, expected) => {
    expect(compareGcpRoles(base, head)).toEqual(expected)
  })

  it('with very many permissions are undecided', () => {
    const many = { includedPermissions: Array.from({ length: 200_001 }, (_, at) => `a.b.${at}`) }
    const reason = 'the roles have too many permissions'
    expect(compareGcpRoles(many, many)).toEqual({ verdict: 'undecided', reason })
  })
})
