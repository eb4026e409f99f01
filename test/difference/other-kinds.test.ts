import { describe, expect, it } from 'vitest'
import { compareDocuments, type DocumentKind } from '../../src/core/difference/compare-documents.ts'
import { jsonValue } from '../authorization/aws/json-value.ts'

function verdict(kind: DocumentKind, base: unknown, head: unknown) {
  return compareDocuments(kind, base === null ? null : jsonValue(base), head === null ? null : jsonValue(head))
}

const role = (...includedPermissions: string[]) => ({ includedPermissions })

describe('gcp-role', () => {
  it.each([
    ['a new permission', role('a.b.get'), role('a.b.get', 'a.b.set'), 'broadened'],
    ['a new role', null, role('a.b.get'), 'broadened'],
    ['a permission less', role('a.b.get', 'a.b.set'), role('a.b.get'), 'not-broadened'],
    ['the order', role('a', 'b'), role('b', 'a'), 'not-broadened'],
    ['an unknown element', role('a'), { ...role('a'), title: 'x' }, 'malformed'],
  ])('%s', (_, base, head, expected) => {
    expect(verdict('gcp-role', base, head).verdict).toBe(expected)
  })
})

const azure = (...permissions: object[]) => ({ permissions })

describe('azure-role', () => {
  it.each([
    ['a new action', azure({ actions: ['A/read'] }), azure({ actions: ['A/read', 'A/write'] }), 'broadened'],
    ['a wildcard', azure({ actions: ['A/read', 'A/write'] }), azure({ actions: ['A/*'] }), 'broadened'],
    [
      'an exclusion less',
      azure({ actions: ['*'], notActions: ['A/*', 'B/*'] }),
      azure({ actions: ['*'], notActions: ['A/*'] }),
      'broadened',
    ],
    [
      'a second entry that restores what the first excludes',
      azure({ actions: ['*'], notActions: ['A/*'] }),
      azure({ actions: ['*'], notActions: ['A/*'] }, { actions: ['A/delete'] }),
      'broadened',
    ],
    [
      'a data action of the same name',
      azure({ actions: ['A/read'] }),
      azure({ actions: ['A/read'], dataActions: ['A/read'] }),
      'broadened',
    ],
    [
      'a data exclusion less',
      azure({ dataActions: ['*'], notDataActions: ['A/x'] }),
      azure({ dataActions: ['*'] }),
      'broadened',
    ],
    [
      'a narrower exclusion',
      azure({ actions: ['*'], notActions: ['A/*'] }),
      azure({ actions: ['*'], notActions: ['A/*/read'] }),
      'broadened',
    ],
    ['case', azure({ actions: ['a/READ'] }), azure({ actions: ['A/read'] }), 'not-broadened'],
    ['an exclusion more', azure({ actions: ['*'] }), azure({ actions: ['*'], notActions: ['A/*'] }), 'not-broadened'],
    [
      'one entry split in two',
      azure({ actions: ['A/*', 'B/*'] }),
      azure({ actions: ['B/*'] }, { actions: ['A/*'] }),
      'not-broadened',
    ],
    [
      'an exclusion moved into an entry of its own',
      azure({ actions: ['A/*', 'B/*'], notActions: ['A/x'] }),
      azure({ actions: ['A/*'], notActions: ['A/x'] }, { actions: ['B/*'] }),
      'not-broadened',
    ],
    ['an unknown element', azure({ actions: ['A'] }), azure({ actions: ['A'], actionz: [] }), 'malformed'],
  ])('%s', (_, base, head, expected) => {
    expect(verdict('azure-role', base, head).verdict).toBe(expected)
  })
})

const rule = (resources: string[], verbs: string[], more: object = {}) => ({
  apiGroups: [''],
  resources,
  verbs,
  ...more,
})
const url = (nonResourceURLs: string[], verbs = ['get']) => ({ nonResourceURLs, verbs })

describe('k8s-rbac', () => {
  it.each([
    ['a new verb', [rule(['pods'], ['get'])], [rule(['pods'], ['get', 'list'])], 'broadened'],
    [
      'every verb in place of all that there are',
      [rule(['pods'], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'])],
      [rule(['pods'], ['*'])],
      'broadened',
    ],
    ['a subresource', [rule(['pods'], ['create'])], [rule(['pods', 'pods/exec'], ['create'])], 'broadened'],
    ['every resource', [rule(['pods'], ['get'])], [rule(['*'], ['get'])], 'broadened'],
    [
      'another API group',
      [rule(['pods'], ['get'])],
      [rule(['pods'], ['get'], { apiGroups: ['', 'apps'] })],
      'broadened',
    ],
    [
      'a name more',
      [rule(['pods'], ['get'], { resourceNames: ['a'] })],
      [rule(['pods'], ['get'], { resourceNames: ['a', 'b'] })],
      'broadened',
    ],
    [
      'names removed: all of them',
      [rule(['pods'], ['get'], { resourceNames: ['a'] })],
      [rule(['pods'], ['get'])],
      'broadened',
    ],
    [
      'names emptied: all of them',
      [rule(['pods'], ['get'], { resourceNames: ['a'] })],
      [rule(['pods'], ['get'], { resourceNames: [] })],
      'broadened',
    ],
    ['the parent of a URL', [url(['/apis/*'])], [url(['/apis/*', '/apis'])], 'broadened'],
    ['every URL', [url(['/healthz'])], [url(['*'])], 'broadened'],
    [
      'a name of what has every name',
      [rule(['pods'], ['get'])],
      [rule(['pods'], ['get'], { resourceNames: ['a'] })],
      'not-broadened',
    ],
    ['one resource in place of all', [rule(['*'], ['get'])], [rule(['pods/exec'], ['get'])], 'not-broadened'],
    ['a scale that is covered', [rule(['*/scale'], ['get'])], [rule(['deployments/scale'], ['get'])], 'not-broadened'],
    [
      'deletion of a collection by name: no such request',
      [rule(['pods'], ['get'])],
      [rule(['pods'], ['get']), rule(['pods'], ['deletecollection'], { resourceNames: ['a'] })],
      'not-broadened',
    ],
    [
      'creation by name, as an apply does',
      [rule(['pods'], ['get'])],
      [rule(['pods'], ['get']), rule(['pods'], ['create'], { resourceNames: ['a'] })],
      'broadened',
    ],
    [
      'a rule split by verb',
      [rule(['pods'], ['get', 'list'])],
      [rule(['pods'], ['list']), rule(['pods'], ['get'])],
      'not-broadened',
    ],
    ['a URL below', [url(['/apis/*'])], [url(['/apis/v1/*', '/apis/x'])], 'not-broadened'],
    ['no verb', [], [{ apiGroups: [''], resources: ['pods'], verbs: [] }], 'malformed'],
    ['an unknown element', [], [{ ...rule(['pods'], ['get']), verb: 'x' }], 'malformed'],
  ])('%s', (_, base, head, expected) => {
    expect(verdict('k8s-rbac', base, head).verdict).toBe(expected)
  })
})

const open = (more: object) => ({ protocol: 'tcp', fromPort: 443, toPort: 443, cidrs: ['10.0.0.0/8'], ...more })
const group = (...ingress: object[]) => ({ ingress })

describe('security-group', () => {
  it.each([
    ['the world', group(open({})), group(open({ cidrs: ['0.0.0.0/0'] })), 'broadened'],
    [
      'version 6 beside version 4',
      group(open({ cidrs: ['0.0.0.0/0'] })),
      group(open({ cidrs: ['0.0.0.0/0'], ipv6Cidrs: ['::/0'] })),
      'broadened',
    ],
    ['a port more', group(open({})), group(open({ toPort: 444 })), 'broadened'],
    [
      'every protocol',
      group(open({ fromPort: 0, toPort: 65535 })),
      group(open({ protocol: '-1', fromPort: 0, toPort: 0 })),
      'broadened',
    ],
    ['a peer', group(open({})), group(open({ peers: ['sg-1'] })), 'broadened'],
    ['the same towards the outside', group(open({})), { ingress: [open({})], egress: [open({})] }, 'broadened'],
    [
      'every ICMP code',
      group(open({ protocol: 'icmp', fromPort: 3, toPort: 4 })),
      group(open({ protocol: 'icmp', fromPort: 3, toPort: -1 })),
      'broadened',
    ],
    [
      'two halves in place of the whole',
      group(open({})),
      group(open({ cidrs: ['10.0.0.0/9'] }), open({ cidrs: ['10.128.0.0/9'] })),
      'not-broadened',
    ],
    [
      'the whole in place of two halves',
      group(open({ cidrs: ['10.0.0.0/9', '10.128.0.0/9'] })),
      group(open({})),
      'not-broadened',
    ],
    [
      'neighbouring ports joined',
      group(open({ fromPort: 80, toPort: 81 }), open({ fromPort: 82, toPort: 90 })),
      group(open({ fromPort: 80, toPort: 90 })),
      'not-broadened',
    ],
    [
      'what every protocol covers',
      group(open({ protocol: -1, fromPort: null, toPort: null })),
      group(open({ protocol: 'udp' }), open({ protocol: 'icmp', fromPort: 8, toPort: 0 })),
      'not-broadened',
    ],
    ['a protocol by its number', group(open({})), group(open({ protocol: 6 })), 'not-broadened'],
    [
      'a peer where the world of both families is let in',
      group(open({ cidrs: ['0.0.0.0/0'], ipv6Cidrs: ['::/0'] })),
      group(open({ peers: ['sg-1'] })),
      'not-broadened',
    ],
    ['a block that is none', group(open({})), group(open({ cidrs: ['10.0.0.0/33'] })), 'malformed'],
    ['an unknown protocol', group(open({})), group(open({ protocol: 'tpc' })), 'malformed'],
  ])('%s', (_, base, head, expected) => {
    expect(verdict('security-group', base, head).verdict).toBe(expected)
  })

  it('shows an address and a port', () => {
    expect(verdict('security-group', null, group(open({})))).toEqual({
      verdict: 'broadened',
      witness: { action: 'ingress', resource: 'tcp:443', context: { address: '10.0.0.0' } },
    })
  })
})

const bind = (binding: string, members: string[], expression?: string) => ({
  role: `roles/${binding}`,
  members,
  ...(expression === undefined ? {} : { condition: { title: 't', expression } }),
})
const policy = (...bindings: object[]) => ({ bindings })
const ANN = 'user:ann@example.com'

describe('gcp-policy', () => {
  it.each([
    ['a member more', policy(bind('a', [ANN])), policy(bind('a', [ANN, 'user:bob@example.com'])), 'broadened'],
    [
      'everyone in place of every account',
      policy(bind('a', ['allAuthenticatedUsers'])),
      policy(bind('a', ['allUsers'])),
      'broadened',
    ],
    ['a condition dropped', policy(bind('a', [ANN], 'x')), policy(bind('a', [ANN])), 'broadened'],
    ['another role', policy(bind('a', [ANN])), policy(bind('b', [ANN])), 'broadened'],
    [
      'a federated identity beside every account',
      policy(bind('a', ['allAuthenticatedUsers'])),
      policy(bind('a', ['principal://iam.googleapis.com/x'])),
      'broadened',
    ],
    ['owner in place of viewer', policy(bind('viewer', [ANN])), policy(bind('owner', [ANN])), 'broadened'],
    ['another condition', policy(bind('a', [ANN], 'x')), policy(bind('a', [ANN], 'y')), 'undecided'],
    ['a role beside editor', policy(bind('editor', [ANN])), policy(bind('a', [ANN])), 'undecided'],
    [
      'someone of a domain that has it',
      policy(bind('a', ['domain:example.com'])),
      policy(bind('a', [ANN])),
      'undecided',
    ],
    ['viewer in place of owner', policy(bind('owner', [ANN])), policy(bind('viewer', [ANN])), 'not-broadened'],
    ['a condition added', policy(bind('a', [ANN])), policy(bind('a', [ANN], 'x')), 'not-broadened'],
    [
      'someone where everyone has it',
      policy(bind('a', ['allAuthenticatedUsers'])),
      policy(bind('a', [ANN])),
      'not-broadened',
    ],
    ['the case of an address', policy(bind('a', [ANN])), policy(bind('a', ['user:Ann@Example.com'])), 'not-broadened'],
    [
      'bindings split and reordered',
      policy(bind('a', [ANN, 'allUsers'])),
      policy(bind('a', ['allUsers']), bind('a', [ANN])),
      'not-broadened',
    ],
    ['an unknown element', policy(), policy({ ...bind('a', [ANN]), rol: '' }), 'malformed'],
  ])('%s', (_, base, head, expected) => {
    expect(verdict('gcp-policy', base, head).verdict).toBe(expected)
  })
})
