import { describe, expect, it } from 'vitest'
import { type AzureRole, azureRoleSchema } from '../../src/core/authorization/azure/role.ts'
import { compareAzureRoles } from '../../src/core/difference/azure-roles.ts'

interface Entry {
  readonly actions?: readonly string[]
  readonly notActions?: readonly string[]
  readonly dataActions?: readonly string[]
  readonly notDataActions?: readonly string[]
}

function role(...permissions: readonly Entry[]): AzureRole {
  return azureRoleSchema.parse({ permissions })
}

const of = (...actions: readonly string[]) => role({ actions })
const except = (actions: readonly string[], ...notActions: readonly string[]) => role({ actions, notActions })
const ofData = (...dataActions: readonly string[]) => role({ dataActions })

const NOT_BROADENED = { verdict: 'not-broadened' }
const broadened = (action: string) => ({ verdict: 'broadened', witness: { action, resource: '*', context: {} } })
const onData = (action: string) => ({ ...broadened(action), reason: 'a data action' })

describe('what is covered', () => {
  it.each<[string, AzureRole | undefined, AzureRole | undefined]>([
    ['nothing by nothing', undefined, undefined],
    ['no entry by nothing', undefined, role()],
    ['an entry without actions by nothing', undefined, role({})],
    ['nothing by something', of('A/read'), undefined],
    ['an action by itself', of('A/read'), of('A/read')],
    ['an action by itself among others', of('B', 'A/read', 'C'), of('A/read')],
    ['an action in another case', of('Ab/READ'), of('aB/read')],
    ['an action by a wildcard', of('A/*'), of('A/read')],
    ['an action by a wildcard in the middle', of('A/*/read'), of('A/b/c/read')],
    ['an action by a wildcard that stands for nothing', of('A/*read*'), of('A/read')],
    ['an action with a colon by a wildcard', of('A/*/read'), of('A/b:c/read')],
    ['a wildcard by a wider one', of('A/*'), of('A/*/read')],
    ['a wildcard by the same one, written twice', of('A/*'), of('A/**')],
    ['a data action by itself', ofData('A/read'), ofData('A/read')],
    ['all that is excluded, by nothing', undefined, except(['A/read', 'B'], 'A/*', 'b')],
    ['a wildcard without what base leaves out', except(['*'], 'A/*'), except(['*'], '*/x', 'A/*')],
    ['what an exclusion leaves of a wildcard', except(['A/*'], 'A/x'), of('A/read', 'A/xy')],
    [
      'what one entry excludes by another that has it',
      role({ actions: ['*'], notActions: ['A/*'] }, { actions: ['A/x', 'A/read'] }),
      of('A/read'),
    ],
    [
      'an action by the second entry, whatever the first has and excludes',
      role({ actions: ['B', 'C'], notActions: ['D'] }, { actions: ['E', 'A/read'], notActions: ['F'] }),
      of('A/read'),
    ],
    [
      'a whole that is split in two by exclusions',
      role({ actions: ['*'], notActions: ['A/*'] }, { actions: ['A/*'] }),
      of('*'),
    ],
    [
      'each plane by itself',
      role({ actions: ['A/read'], notActions: ['B'], dataActions: ['B'], notDataActions: ['A/read'] }),
      role({ actions: ['A/read'], dataActions: ['B'] }),
    ],
  ])('%s', (_, base, head) => {
    expect(compareAzureRoles(base, head)).toEqual(NOT_BROADENED)
  })
})

describe('what is new', () => {
  it.each<[string, AzureRole | undefined, AzureRole, object]>([
    ['a role, shown as its first action is written', undefined, of('Ab/Read', 'C'), broadened('Ab/Read')],
    ['an action', of('A/read'), of('A/read', 'A/write'), broadened('A/write')],
    ['an action without a name, if there is such a thing', of('A'), of('A', ''), broadened('')],
    ['an action of a second entry', of('A/read'), role({ actions: ['A/read'] }, { actions: ['B'] }), broadened('B')],
    ['an action that only begins like one of base', of('A/read'), of('A/reads'), broadened('A/reads')],
    ['a wildcard, shown by what it adds', of('A/', 'A/read'), of('A/*'), broadened('a/x')],
    ['a wildcard where base spells its shortest', of('A/b', 'A/bx'), of('A/*b'), broadened('a/qb')],
    ['a wildcard at the start', of('A*'), of('*A'), broadened('xa')],
    ['what is no longer excluded', except(['*'], 'A/*', 'B/*'), except(['*'], 'A/*'), broadened('b/')],
    ['what is excluded less widely', except(['*'], 'A/*'), except(['*'], 'A/*/b'), broadened('a/')],
    ['what base excludes in every entry', except(['A', 'B'], 'a'), of('A'), broadened('A')],
    [
      'what base excludes where another entry has something else',
      role({ actions: ['*'], notActions: ['A', 'B'] }, { actions: ['C'], notActions: ['D'] }, { actions: ['E'] }),
      of('A'),
      broadened('A'),
    ],
    [
      'what base excludes in its second entry',
      role({ actions: ['C'], notActions: ['D'] }, { actions: ['*'], notActions: ['A'] }),
      of('A'),
      broadened('A'),
    ],
    [
      'what a second entry restores',
      except(['*'], 'A/*'),
      role({ actions: ['*'], notActions: ['A/*'] }, { actions: ['A/Delete'] }),
      broadened('A/Delete'),
    ],
    [
      'a data action of the same name',
      of('A/read'),
      role({ actions: ['A/read'], dataActions: ['A/read'] }),
      onData('A/read'),
    ],
    ['an action of the same name as a data action', ofData('A/read'), of('A/read'), broadened('A/read')],
    [
      'what data exclusions leave in, though actions exclude it',
      undefined,
      role({ notActions: ['A/read'], dataActions: ['A/read'] }),
      onData('A/read'),
    ],
    [
      'what is excluded from actions, told before any data action',
      undefined,
      role({ actions: ['A'], notDataActions: ['A'], dataActions: ['B'] }),
      broadened('A'),
    ],
    ['a data exclusion less', role({ dataActions: ['*'], notDataActions: ['A/x'] }), ofData('*'), onData('a/x')],
  ])('%s', (_, base, head, expected) => {
    expect(compareAzureRoles(base, head)).toEqual(expected)
  })

  it('what base had where there is no role at base', () => {
    expect(compareAzureRoles(undefined, of('A'))).toEqual(broadened('A'))
    expect(compareAzureRoles(role(), of('A'))).toEqual(broadened('A'))
  })
})

describe('what takes too long', () => {
  it('is undecided', () => {
    const base = Array.from({ length: 500 }, (_, at) => `B${at}`)
    const long = 'A'.repeat(4_100)
    const reason = 'the action patterns can be combined in too many ways'
    expect(compareAzureRoles(of(...base), of(long))).toEqual({ verdict: 'undecided', reason })
  })
})
