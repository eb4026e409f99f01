import { describe, expect, it } from 'vitest'
import type { ReachKind } from '../../src/core/authorization/reach.ts'
import type { ApiKind } from '../../src/core/configuration/terraform/access/openapi/api-path.ts'
import { type CallEntries, callEntries } from '../../src/core/configuration/terraform/access/openapi/call-entries.ts'
import { operationsOf } from '../../src/core/configuration/terraform/access/openapi/operations.ts'
import { compareReach } from '../../src/core/difference/compare-reach.ts'
import { parseJson } from '../../src/core/syntax/json/parse.ts'
import fc from '../seeded-properties.ts'
import { runs } from './runs.ts'

/** Paths that meet in every way: a text, any one segment, and any further ones. */
const PATHS = [
  '/',
  '/a',
  '/b',
  '/{x}',
  '/a/b',
  '/a/{x}',
  '/{x}/b',
  '/a/{x}/b',
  '/{x+}',
  '/a/{x+}',
  '/a/b/{x+}',
] as const
const METHODS = ['get', 'post', 'x-amazon-apigateway-any-method'] as const
/** What is asked for: nothing, or one of some logins. */
const LOGINS = [[], ['one'], ['two'], ['one', 'two']] as const

type Api = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

const apis: fc.Arbitrary<Api> = fc
  .array(fc.tuple(fc.constantFrom(...PATHS), fc.constantFrom(...METHODS), fc.constantFrom(...LOGINS)), { maxLength: 7 })
  .map((operations) => {
    const paths = Map.groupBy(operations, ([path]) => path)
    return new Map([...paths].map(([path, all]) => [path, new Map(all.map(([, method, logins]) => [method, logins]))]))
  })

/** An API that differs from another one in little, as changes do. */
const pairs = fc.tuple(apis, apis, fc.boolean()).map(([base, other, isClose]): readonly [Api, Api] => {
  const [changed] = other
  return isClose && changed !== undefined ? [base, new Map([...base, changed])] : [base, other]
})

/** One request of each kind that the paths tell apart. */
const REQUESTS = ['GET', 'POST', 'PUT'].flatMap((method) =>
  [
    '',
    'a',
    'b',
    'c',
    'a/a',
    'a/b',
    'b/b',
    'c/b',
    'c/c',
    'a/a/b',
    'a/b/b',
    'a/b/c',
    'a/c/c',
    'c/c/c',
    'a/b/c/d',
    'b/b/b',
  ].map((path) => ({ method, path: path === '' ? [] : path.split('/') })),
)

type Request = (typeof REQUESTS)[number]

/** What is asked of a request; undefined where it goes nowhere. */
function asked(api: Api, kind: ApiKind, { method, path }: Request): readonly string[] | undefined {
  const fitting = [...api.keys()]
    .filter((template) => fits(segmentsOf(template), path))
    .toSorted((one, other) => earlier(segmentsOf(one), segmentsOf(other), kind))
  const tried = kind === 'rest' ? fitting.slice(0, 1) : fitting
  for (const template of tried) {
    const methods = api.get(template)
    const found = methods?.get(method.toLowerCase()) ?? methods?.get('x-amazon-apigateway-any-method')
    if (found !== undefined) return found
  }
  return undefined
}

function segmentsOf(template: string): readonly string[] {
  return template === '/' ? [] : template.slice(1).split('/')
}

function fits([first, ...rest]: readonly string[], path: readonly string[]): boolean {
  if (first === undefined) return path.length === 0
  const [next, ...others] = path
  if (next === undefined) return false
  if (first.endsWith('+}')) return true
  return (first.startsWith('{') || first === next) && fits(rest, others)
}

function earlier(one: readonly string[], other: readonly string[], kind: ApiKind): number {
  const isLate = (segments: readonly string[]) => Number(kind === 'http' && segments.at(-1)?.endsWith('+}') === true)
  if (isLate(one) !== isLate(other)) return isLate(one) - isLate(other)
  for (const [at, segment] of one.entries()) {
    const difference = weightOf(segment) - weightOf(other[at] ?? '')
    if (difference !== 0) return difference
  }
  return 0
}

function weightOf(segment: string): number {
  return segment.endsWith('+}') ? 2 : segment.startsWith('{') ? 1 : 0
}

function entriesOf(api: Api, kind: ApiKind): CallEntries {
  const paths = Object.fromEntries(
    [...api].map(([path, methods]) => [
      path,
      Object.fromEntries(
        [...methods].map(([method, logins]) => [method, { security: logins.map((login) => ({ [login]: [] })) }]),
      ),
    ]),
  )
  const scheme = (name: string) => ({
    type: 'apiKey',
    'x-amazon-apigateway-authorizer': { type: 'request', authorizerUri: name },
  })
  const securityDefinitions = { one: scheme('one'), two: scheme('two') }
  const { value } = parseJson('api.json', JSON.stringify({ swagger: '2.0', paths, securityDefinitions }))
  if (value?.kind !== 'map') throw new Error('the document cannot be read')
  const header = { file: 'api.json', start: 0, end: 1 }
  return callEntries({ address: 'api', header, presence: [] }, operationsOf(value, kind))
}

function grows(base: CallEntries, head: CallEntries, kind: ReachKind): boolean {
  const set = (side: CallEntries) => {
    const entries = kind === 'exposure' ? side.exposures : side.guardrails
    return { kind, address: 'api', reaches: [{ entries, isSubject: true, span: { file: '', start: 0, end: 0 } }] }
  }
  const { granted, undecided } = compareReach(set(base), set(head))
  expect(undecided).toEqual([])
  return granted.length > 0
}

describe.each(['rest', 'http'] as const)('what can be called of an API: %s', (kind) => {
  it('comes to be called without a login exactly where a request is', () => {
    fc.assert(
      fc.property(pairs, ([base, head]) => {
        const opened = REQUESTS.filter(
          (request) => asked(head, kind, request)?.length === 0 && asked(base, kind, request)?.length !== 0,
        )
        expect(grows(entriesOf(base, kind), entriesOf(head, kind), 'exposure')).toBe(opened.length > 0)
      }),
      { numRuns: runs(300) },
    )
  })

  it('loses a login exactly where a request may come by another one', () => {
    fc.assert(
      fc.property(pairs, ([base, head]) => {
        const weaker = REQUESTS.filter((request) => {
          const [before, after] = [asked(base, kind, request) ?? [], asked(head, kind, request) ?? []]
          return before.length > 0 && after.some((login) => !before.includes(login))
        })
        expect(grows(entriesOf(base, kind), entriesOf(head, kind), 'guardrail')).toBe(weaker.length > 0)
      }),
      { numRuns: runs(300) },
    )
  })

  it('is the same whatever the order and the names of parameters', () => {
    fc.assert(
      fc.property(apis, (api) => {
        const renamed: Api = new Map(
          [...api].toReversed().map(([path, methods]) => [path.replaceAll('x', 'other'), methods]),
        )
        for (const reach of ['exposure', 'guardrail'] as const) {
          expect(grows(entriesOf(api, kind), entriesOf(renamed, kind), reach)).toBe(false)
        }
      }),
      { numRuns: runs(100) },
    )
  })
})
