import { describe, expect, it } from 'vitest'
import { compareDocuments } from '../../src/core/difference/compare-documents.ts'
import { differ, NO_ACCESS } from '../../src/core/difference/differ.ts'
import { jsonValue } from '../authorization/aws/json-value.ts'

function rule(more: object): object {
  return { apiGroups: [''], resources: ['pods'], verbs: ['get'], ...more }
}

/** Names that a comparison could take for one that nobody spells, spelled at base. */
const SPELLED: readonly (readonly [name: string, base: readonly object[], head: readonly object[]])[] = [
  ['an API group', [rule({ apiGroups: ['example.com'] })], [rule({ apiGroups: ['*'] })]],
  ['a verb', [rule({ verbs: ['get', 'x'] })], [rule({ verbs: ['*'] })]],
  ['a resource', [rule({ resources: ['x', 'x/x'] })], [rule({ resources: ['*'] })]],
  ['a subresource', [rule({ resources: ['x/scale'] })], [rule({ resources: ['*/scale'] })]],
  ['a name', [rule({ resourceNames: ['x'] })], [rule({})]],
  [
    'a URL',
    [{ nonResourceURLs: ['/apis/', '/apis/x'], verbs: ['get'] }],
    [{ nonResourceURLs: ['/apis/*'], verbs: ['get'] }],
  ],
  [
    'how a URL begins',
    [{ nonResourceURLs: ['/apis/', '/apis/x*'], verbs: ['get'] }],
    [{ nonResourceURLs: ['/apis/*'], verbs: ['get'] }],
  ],
]

describe('what is wider than names that are spelled', () => {
  it.each(SPELLED.map(([name, base, head]) => ({ name, base, head })))('$name', ({ base, head }) => {
    expect(compareDocuments('k8s-rbac', jsonValue(base), jsonValue(head)).verdict).toBe('broadened')
    expect(compareDocuments('k8s-rbac', jsonValue(head), jsonValue(base)).verdict).toBe('not-broadened')
  })

  it('is shown with a letter that no action has', () => {
    const role = (...actions: string[]) => jsonValue({ permissions: [{ actions, notActions: [] }] })
    expect(compareDocuments('azure-role', role('a/', 'a/x'), role('a/*'))).toMatchObject({
      verdict: 'broadened',
      witness: { action: 'a/q' },
    })
  })
})

describe('opaque access under one key', () => {
  const span = { file: 'main.tf', start: 0, end: 1 }
  const opaque = (key: string, fingerprint: string) => ({ key, address: key, fingerprint, reason: 'is opaque', span })
  const side = (moved: ReadonlyMap<string, string>, ...all: ReturnType<typeof opaque>[]) => {
    return { ...NO_ACCESS, moved, opaque: all }
  }

  it('is told although another one claims to have moved from it', () => {
    const head = side(new Map([['y', 'x']]), opaque('x', '2'), opaque('y', '1'))
    expect(differ(side(new Map(), opaque('x', '1')), head)).toHaveLength(2)
  })

  it('is told one by one', () => {
    const none: ReadonlyMap<string, string> = new Map()
    const base = side(none, opaque('x', '1'), opaque('x', '2'))
    expect(differ(base, side(none, opaque('x', '2'), opaque('x', '1')))).toEqual([])
    expect(differ(base, side(none, opaque('x', '2'), opaque('x', '3')))).toHaveLength(1)
    expect(differ(base, side(none, opaque('x', '2')))).toHaveLength(1)
  })
})
