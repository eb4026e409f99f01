import { describe, expect, it } from 'vitest'
import { type KubernetesRule, kubernetesRulesSchema } from '../../src/core/authorization/kubernetes/rules.ts'
import { compareKubernetesRules } from '../../src/core/difference/kubernetes-rules.ts'

type Rules = readonly KubernetesRule[]

const on = (resources: readonly string[], verbs: readonly string[] = ['get'], more: Partial<KubernetesRule> = {}) => {
  return { apiGroups: [''], resources: [...resources], verbs: [...verbs], ...more }
}
const named = (verbs: readonly string[], ...resourceNames: readonly string[]) =>
  on(['pods'], verbs, { resourceNames: [...resourceNames] })
const inGroups = (...apiGroups: readonly string[]) => on(['pods'], ['get'], { apiGroups: [...apiGroups] })
const at = (nonResourceURLs: readonly string[], verbs: readonly string[] = ['get']) => {
  return { nonResourceURLs: [...nonResourceURLs], verbs: [...verbs] }
}

const NOT_BROADENED = { verdict: 'not-broadened' }
/** `x` is what stands for any name that no rule spells. */
const broadened = (action: string, resource: string, resourceName: string | undefined = 'x', apiGroup = '') => {
  const context = resourceName === '' ? { apiGroup } : { apiGroup, resourceName }
  return { verdict: 'broadened', witness: { action, resource, context } }
}
const atUrl = (action: string, resource: string) => ({
  verdict: 'broadened',
  witness: { action, resource, context: {} },
})

function compared(base: Rules, head: Rules) {
  return compareKubernetesRules([...base], [...head])
}

describe('verbs and API groups', () => {
  it.each<[string, Rules, Rules, object]>([
    ['nothing is covered by nothing', [], [], NOT_BROADENED],
    ['nothing is covered by something', [on(['pods'])], [], NOT_BROADENED],
    ['a rule is covered by itself', [on(['pods'])], [on(['pods'])], NOT_BROADENED],
    ['a rule is new where there was none', [], [on(['pods'])], broadened('get', 'pods')],
    ['a second rule is new', [on(['pods'])], [on(['pods']), on(['nodes'])], broadened('get', 'nodes')],
    ['a verb is new', [on(['pods'])], [on(['pods'], ['get', 'list'])], broadened('list', 'pods')],
    ['a verb less is not', [on(['pods'], ['get', 'list'])], [on(['pods'], ['list'])], NOT_BROADENED],
    ['every verb covers each', [on(['pods'], ['*'])], [on(['pods'], ['escalate', 'get', '*'])], NOT_BROADENED],
    ['every verb beside others is every verb', [on(['pods'], ['get', '*'])], [on(['pods'], ['list'])], NOT_BROADENED],
    ['every verb is more than some', [on(['pods'], ['get'])], [on(['pods'], ['get', '*'])], broadened('x', 'pods')],
    ['a group is new', [inGroups('')], [inGroups('', 'apps')], broadened('get', 'pods', 'x', 'apps')],
    ['every group covers each', [inGroups('*')], [inGroups('', 'apps', '*')], NOT_BROADENED],
    ['every group beside others is every group', [inGroups('apps', '*')], [inGroups('batch')], NOT_BROADENED],
    [
      'every group is more than some',
      [inGroups('', 'apps')],
      [inGroups('*')],
      broadened('get', 'pods', 'x', 'example.com'),
    ],
    [
      'rules cover one another by verbs',
      [on(['pods'], ['get']), on(['pods'], ['list'])],
      [on(['pods'], ['list', 'get'])],
      NOT_BROADENED,
    ],
    [
      'a rule is a product',
      [on(['pods'], ['get']), on(['nodes'], ['list'])],
      [on(['pods', 'nodes'], ['get'])],
      broadened('get', 'nodes'),
    ],
  ])('%s', (_, base, head, expected) => {
    expect(compared(base, head)).toEqual(expected)
  })
})

describe('resources', () => {
  it.each<[string, Rules, Rules, object]>([
    ['a subresource is not its resource', [on(['pods'])], [on(['pods/log'])], broadened('get', 'pods/log')],
    ['a resource is not its subresource', [on(['pods/log'])], [on(['pods'])], broadened('get', 'pods')],
    ['a resource may stand anywhere in a rule', [on(['nodes', 'pods'])], [on(['pods'])], NOT_BROADENED],
    [
      'every resource covers each, with subresources',
      [on(['*'])],
      [on(['pods', 'pods/log', '*/scale', '*'])],
      NOT_BROADENED,
    ],
    ['every resource is more than some', [on(['pods', 'nodes'])], [on(['*'])], broadened('get', 'x')],
    ['every resource is more than one subresource of each', [on(['*/scale'])], [on(['*'])], broadened('get', 'x')],
    ['one of each covers one of one', [on(['*/scale'])], [on(['pods/scale', '*/scale'])], NOT_BROADENED],
    ['one of each is no other', [on(['*/scale'])], [on(['pods/status'])], broadened('get', 'pods/status')],
    ['one of each is no other of each', [on(['*/scale'])], [on(['*/status'])], broadened('get', 'x/status')],
    ['one of each is no resource', [on(['*/scale'])], [on(['scale'])], broadened('get', 'scale')],
    ['one of each is not what ends alike', [on(['*/scale'])], [on(['pods/a/scale'])], broadened('get', 'pods/a/scale')],
    [
      'one of each is more than that of some',
      [on(['pods/scale', 'pods'])],
      [on(['*/scale'])],
      broadened('get', 'x/scale'),
    ],
    [
      'one of each is covered with the rest of the rules, resource by resource',
      [on(['*/scale'], ['get']), on(['pods/scale'], ['list'])],
      [on(['pods/scale'], ['get', 'list']), on(['*/scale'], ['get'])],
      NOT_BROADENED,
    ],
    [
      'every resource is tried on those that base leaves less of',
      [on(['*'], ['get']), on(['*'], ['list'], { resourceNames: ['a'] }), on(['nodes'], ['list'])],
      [on(['*'], ['get', 'list'])],
      broadened('list', 'x'),
    ],
    ['a star at the end alone is a name', [on(['pods*'])], [on(['podsx'])], broadened('get', 'podsx')],
    ['a star at the end alone is covered by itself', [on(['pods/*'])], [on(['pods/*'])], NOT_BROADENED],
  ])('%s', (_, base, head, expected) => {
    expect(compared(base, head)).toEqual(expected)
  })
})

describe('names', () => {
  it.each<[string, Rules, Rules, object]>([
    ['a name is shown', [], [named(['get'], 'a')], broadened('get', 'pods', 'a')],
    ['a name is new', [named(['get'], 'a')], [named(['get'], 'a', 'b')], broadened('get', 'pods', 'b')],
    ['a name is covered by every name', [on(['pods'])], [named(['get'], 'a')], NOT_BROADENED],
    ['every name is more than some', [named(['get'], 'a')], [on(['pods'])], broadened('get', 'pods')],
    ['none is as good as every name', [on(['pods'])], [named(['get'])], NOT_BROADENED],
    ['and is more than some', [named(['get'], 'a')], [named(['get'])], broadened('get', 'pods')],
    ['null is as good as every name', [on(['pods'], ['get'], { resourceNames: null })], [on(['pods'])], NOT_BROADENED],
    [
      'a collection is deleted without a name',
      [],
      [on(['pods'], ['deletecollection'])],
      broadened('deletecollection', 'pods', ''),
    ],
    ['and never with one', [], [named(['deletecollection'], 'a')], NOT_BROADENED],
    [
      'but for a subresource, which belongs to a name',
      [],
      [on(['pods/x'], ['deletecollection'], { resourceNames: ['a'] })],
      broadened('deletecollection', 'pods/x', 'a'),
    ],
    ['an apply creates by name', [], [named(['create'], 'a')], broadened('create', 'pods', 'a')],
    [
      'what is possible is found beside what is not',
      [],
      [named(['deletecollection', 'delete'], 'a')],
      broadened('delete', 'pods', 'a'),
    ],
  ])('%s', (_, base, head, expected) => {
    expect(compared(base, head)).toEqual(expected)
  })
})

describe('URLs', () => {
  it.each<[string, Rules, Rules, object]>([
    ['a URL is new', [at(['/healthz'])], [at(['/healthz', '/metrics'])], atUrl('get', '/metrics')],
    ['a URL is covered by itself', [at(['/metrics', '/healthz'])], [at(['/healthz'])], NOT_BROADENED],
    ['a verb is new', [at(['/healthz'])], [at(['/healthz'], ['post'])], atUrl('post', '/healthz')],
    ['every verb is more', [at(['/healthz'])], [at(['/healthz'], ['*'])], atUrl('x', '/healthz')],
    [
      'what is below is covered',
      [at(['/apis/*'])],
      [at(['/apis/v1', '/apis/', '/apis/v1/*', '/apis/*'])],
      NOT_BROADENED,
    ],
    ['what is above is not', [at(['/apis/*'])], [at(['/apis'])], atUrl('get', '/apis')],
    ['what is beside is not', [at(['/apis/*'])], [at(['/api/*'])], atUrl('get', '/api/x')],
    ['what is below is more than some of it', [at(['/apis/v1'])], [at(['/apis/*'])], atUrl('get', '/apis/x')],
    [
      'what is below is more than what is further below',
      [at(['/apis/v1/*'])],
      [at(['/apis/*'])],
      atUrl('get', '/apis/x'),
    ],
    ['a prefix itself belongs to it', [at(['/apis*'])], [at(['/apis'])], NOT_BROADENED],
    ['stars at the end are one', [at(['/apis**']), at(['/a*'], ['post'])], [at(['/apis*', '/apis***'])], NOT_BROADENED],
    ['a star in the middle is a letter', [at(['/*/a'])], [at(['/b/a'])], atUrl('get', '/b/a')],
    ['also of what everything below is allowed', [at(['/*/a*'])], [at(['/*/ab'])], NOT_BROADENED],
    ['and two of them stay', [at(['/**/a*'])], [at(['/a*'])], atUrl('get', '/ax')],
    ['every URL covers each', [at(['*'])], [at(['/apis/*', '/healthz', '*'])], NOT_BROADENED],
    ['every URL is more than each below the root', [at(['/*'])], [at(['*'])], atUrl('get', 'x')],
    ['a URL is no resource', [on(['*'], ['*'], { apiGroups: ['*'] })], [at(['/healthz'])], atUrl('get', '/healthz')],
    ['a resource is no URL', [at(['*'], ['*'])], [on(['pods'])], broadened('get', 'pods')],
    ['resources are told before URLs', [], [at(['/healthz']), on(['pods'])], broadened('get', 'pods')],
    [
      'a rule for resources may have an empty list of URLs',
      [on(['pods'], ['get'], { nonResourceURLs: [] })],
      [on(['pods'])],
      NOT_BROADENED,
    ],
    ['and null in its place', [on(['pods'], ['get'], { nonResourceURLs: null })], [on(['pods'])], NOT_BROADENED],
    [
      'a rule for URLs may have empty lists of resources',
      [{ ...at(['/a']), resources: [], apiGroups: null }],
      [at(['/a'])],
      NOT_BROADENED,
    ],
  ])('%s', (_, base, head, expected) => {
    for (const rules of [base, head]) kubernetesRulesSchema.parse(rules)
    expect(compared(base, head)).toEqual(expected)
  })
})

describe('rules', () => {
  it('that do not exist allow nothing', () => {
    expect(compareKubernetesRules(undefined, undefined)).toEqual(NOT_BROADENED)
    expect(compareKubernetesRules(undefined, [on(['pods'])])).toEqual(broadened('get', 'pods'))
    expect(compareKubernetesRules([on(['pods'])], undefined)).toEqual(NOT_BROADENED)
  })

  it.each<[string, KubernetesRule]>([
    ['for neither resources nor URLs', { verbs: ['get'] }],
    ['for no API group', { resources: ['pods'], verbs: ['get'] }],
    ['for no resource', { apiGroups: [''], verbs: ['get'] }],
    ['for URLs that lists resources as well, of which it says nothing', { ...on(['pods']), ...at(['/healthz']) }],
  ])('that no API server accepts allow nothing: %s', (_, rule) => {
    expect(compared([at(['/healthz'])], [rule])).toEqual(NOT_BROADENED)
    expect(compared([rule], [on(['pods'])])).toEqual(broadened('get', 'pods'))
  })

  const many = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`)
  const tooMany = on(many(400, 'r'), many(300, 'v'))
  const tooManyUrls = at(many(450, '/'), many(450, 'v'))
  const undecided = { verdict: 'undecided', reason: 'the rules can be combined in too many ways' }

  it.each<[string, Rules, Rules, object]>([
    ['are undecided for their resources', [tooMany], [tooMany], undecided],
    ['are undecided for their URLs', [tooManyUrls], [tooManyUrls], undecided],
    ['are broadened all the same where a URL is new', [tooMany], [tooMany, at(['/healthz'])], atUrl('get', '/healthz')],
    [
      'are broadened all the same where a resource is new',
      [tooManyUrls],
      [tooManyUrls, on(['pods'])],
      broadened('get', 'pods'),
    ],
  ])('of very many names %s', (_, base, head, expected) => {
    expect(compared(base, head)).toEqual(expected)
  })
})
