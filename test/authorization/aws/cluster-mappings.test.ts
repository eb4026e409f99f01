import { describe, expect, it } from 'vitest'
import {
  type ClusterMappings,
  clusterMappings,
  type MappingReader,
} from '../../../src/core/authorization/aws/cluster-mappings.ts'
import type { ReachFacet } from '../../../src/core/authorization/reach.ts'
import { knownText, type UnknownSymbol } from '../../../src/core/value/value.ts'
import { jsonValue, unknown } from './json-value.ts'

const MAYBE: UnknownSymbol = {
  address: 'var.more',
  fingerprint: 'more',
  reason: 'is only known after apply',
  span: { file: 'main.tf', start: 0, end: 0 },
}

/** Reads JSON; what stands behind a text `maybe` in a list is only perhaps there. */
const reader: MappingReader = {
  items: (value) => {
    if (value.kind === 'null') return []
    if (value.kind !== 'list') return [{ value, presence: [] }]
    const from = value.items.findIndex((item) => item.kind === 'text' && knownText(item) === 'maybe')
    return value.items
      .map((item, at) => ({ value: item, presence: from >= 0 && at > from ? [MAYBE] : [] }))
      .filter((_, at) => at !== from)
  },
  name: (value) => {
    if (value.kind === 'unknown') return { kind: 'symbol', symbol: value.symbol }
    return { kind: 'names', values: [value.kind === 'text' ? (knownText(value) ?? '?') : `a ${value.kind}`] }
  },
}

function shown(facet: ReachFacet | undefined): string {
  if (facet?.kind === 'names') return facet.values.join()
  return facet?.kind === 'symbol' ? `<${facet.symbol.address}>` : 'something else'
}

/** What is let in: as what, for whom, and under what. */
function told(mappings: { readonly [Key in keyof ClusterMappings]?: unknown }): readonly string[] {
  const given = (key: keyof ClusterMappings) => (mappings[key] === undefined ? undefined : jsonValue(mappings[key]))
  const all = { mapRoles: given('mapRoles'), mapUsers: given('mapUsers'), mapAccounts: given('mapAccounts') }
  return clusterMappings(all, reader).map(({ facets: [as, who], presence }) => {
    const under = presence.map(({ address }) => ` if ${address}`).join('')
    return `${shown(as)}: ${shown(who)}${under}`
  })
}

const ROLE = 'arn:aws:iam::111122223333:role/nodes'
const USER = 'arn:aws:iam::111122223333:user/alice'

describe('the mappings of a cluster', () => {
  it('say nothing where nothing is there', () => {
    expect(told({})).toEqual([])
    expect(told({ mapRoles: null, mapUsers: [], mapAccounts: [] })).toEqual([])
  })

  it('let a role in under its own ARN where they name no user', () => {
    expect(told({ mapRoles: [{ rolearn: ROLE }] })).toEqual([`login to the cluster: ${ROLE}`])
    expect(told({ mapRoles: [{ rolearn: ROLE, username: null }] })).toEqual([`login to the cluster: ${ROLE}`])
  })

  it('let roles and users in as a user, and in groups', () => {
    const groups = ['system:masters', 'viewers']
    expect(told({ mapRoles: [{ rolearn: ROLE, username: 'node', groups }], mapUsers: [{ userarn: USER }] })).toEqual([
      `login to the cluster as node: ${ROLE}`,
      `the group system:masters: ${ROLE}`,
      `the group viewers: ${ROLE}`,
      `login to the cluster: ${USER}`,
    ])
  })

  it('take keys in any case', () => {
    expect(told({ mapUsers: [{ UserARN: USER, Username: 'alice', GROUPS: ['viewers'] }] })).toEqual([
      `login to the cluster as alice: ${USER}`,
      `the group viewers: ${USER}`,
    ])
  })

  it('let in as each user that is written, in whatever case', () => {
    expect(told({ mapUsers: [{ userarn: USER, username: 'alice', userName: 'root' }] })).toEqual([
      `login to the cluster as alice: ${USER}`,
      `login to the cluster as root: ${USER}`,
    ])
  })

  it('let in whole accounts', () => {
    expect(told({ mapAccounts: ['111122223333'] })).toEqual([
      'login to the cluster: every principal of account 111122223333',
    ])
  })

  it('hold under the conditions that their items are there', () => {
    expect(told({ mapRoles: ['maybe', { rolearn: ROLE, groups: ['viewers', 'maybe', 'editors'] }] })).toEqual([
      `login to the cluster: ${ROLE} if var.more`,
      `the group viewers: ${ROLE} if var.more`,
      `the group editors: ${ROLE} if var.more if var.more`,
    ])
  })

  it('name what is not known', () => {
    const mapping = { rolearn: unknown('role'), username: unknown('user'), groups: [unknown('group')] }
    expect(told({ mapRoles: [mapping], mapAccounts: [unknown('account')] })).toEqual([
      '<user>: <role>',
      '<group>: <role>',
      'login to the cluster: <account>',
    ])
  })

  it('tell where each fact stands', () => {
    const place = (file: string) => [{ file, start: 0, end: 1 }]
    const text = (written: string) =>
      ({ kind: 'text', parts: [{ kind: 'literal', text: written }], spans: place(written) }) as const
    const entries = new Map(
      ['rolearn', 'username', 'groups'].map((key) => [
        key,
        { keySpan: { file: key, start: 0, end: 1 }, value: text(`the ${key}`) },
      ]),
    )
    const map = { kind: 'map', collection: 'object', entries, spans: place('the map') } as const
    const mapRoles = { kind: 'list', collection: 'tuple', items: [map], spans: place('the list') } as const
    const found = clusterMappings({ mapRoles, mapUsers: undefined, mapAccounts: undefined }, reader)
    expect(found.map(({ spans }) => spans.map(({ file }) => file))).toEqual([
      ['the rolearn', 'the username'],
      ['the groups'],
    ])
    const nowhere = { ...mapRoles, items: [{ ...map, entries: new Map(), spans: [] }] }
    const [lost] = clusterMappings({ mapRoles: nowhere, mapUsers: undefined, mapAccounts: undefined }, reader)
    expect(lost?.spans).toHaveLength(1)
  })
})

describe('what is no mapping may be anything', () => {
  it.each<[string, unknown]>([
    ['a text', ROLE],
    ['a number', 7],
    ['a list', [ROLE]],
    ['one without a principal', { username: 'alice' }],
    ['one with two', { rolearn: ROLE, RoleArn: ROLE }],
    ['one of a user among those of roles', { userarn: USER }],
    ['one with something else in it', { rolearn: ROLE, sso: 'admins' }],
    ['something that is not known', unknown('mapping')],
  ])('%s', (_what, mapping) => {
    const [found, ...others] = told({ mapRoles: [mapping] })
    expect(others).toEqual([])
    expect(found).toMatch(/^<(.*)>: <\1> if \1$/)
  })

  it.each<[string, unknown]>([
    ['a list', [['111122223333']]],
    ['a map', [{ account: '111122223333' }]],
  ])('and so is %s in place of an account', (_what, mapAccounts) => {
    expect(told({ mapAccounts })).toEqual(['<a mapping>: <a mapping> if a mapping'])
  })

  it('is called by its text, or by what is not known of it', () => {
    expect(told({ mapRoles: ['admins'] })).toEqual(['<admins>: <admins> if admins'])
    expect(told({ mapRoles: [unknown('mapping')] })).toEqual(['<mapping>: <mapping> if mapping'])
  })

  it('equals nothing but the same', () => {
    const symbolOf = (mapping: unknown) => {
      const roles = { mapRoles: jsonValue([mapping]), mapUsers: undefined, mapAccounts: undefined }
      return clusterMappings(roles, reader)[0]?.presence[0]?.fingerprint
    }
    expect(symbolOf({ username: 'alice' })).toBe(symbolOf({ username: 'alice' }))
    expect(symbolOf({ username: 'alice' })).not.toBe(symbolOf({ username: 'bob' }))
  })
})
