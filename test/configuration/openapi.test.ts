import { describe, expect, it } from 'vitest'
import { readApiPath } from '../../src/core/configuration/terraform/access/openapi/api-path.ts'
import { isApiDefinition } from '../../src/core/configuration/terraform/openapi-file.ts'
import { described, foundIn } from './every-resource/found-in.ts'

const AUTHORIZER = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/%/invocations'

/** Schemes that ask for something, and some of which nobody knows what they ask for. */
const SCHEMES = {
  function: scheme({
    type: 'token',
    authorizerUri: AUTHORIZER.replace('%', 'arn:aws:lambda:eu-west-1:111122223333:function:one'),
  }),
  pools: scheme({ type: 'cognito_user_pools', providerARNs: ['one', 'other'] }),
  pool: scheme({ type: 'COGNITO_USER_POOLS', providerARNs: ['one'] }),
  tokens: scheme({ type: 'jwt', jwtConfiguration: { issuer: 'https://login.example.com', audience: ['one'] } }),
  anyAudience: scheme({ type: 'jwt', jwtConfiguration: { issuer: 'https://login.example.com' } }),
  signed: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
  signedOtherwise: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'AWSSIGV4' },
  signedAndAsked: { ...scheme({ type: 'token', authorizerUri: 'one' }), 'x-amazon-apigateway-authtype': 'awsSigv4' },
  key: { type: 'apiKey', name: 'X-API-Key', in: 'header' },
  otherKey: { type: 'apiKey', name: 'token', in: 'query' },
  unknownType: scheme({ type: 'saml', authorizerUri: 'one' }),
  noFunction: scheme({ type: 'token' }),
}

type Name = keyof typeof SCHEMES
type Demands = readonly Readonly<Partial<Record<Name, readonly string[]>>>[]

function scheme(authorizer: unknown): object {
  return { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authorizer': authorizer }
}

function api(security: Demands | undefined, more: object = {}): string {
  const operation = { ...(security && { security }), ...more }
  return JSON.stringify({
    openapi: '3.0.1',
    paths: { '/it': { get: operation } },
    components: { securitySchemes: SCHEMES },
  })
}

const OPEN = ['granted exposure']
const WEAKER = ['granted guardrail']
const HELD = ['undecided']

type Row = readonly [title: string, base: string, head: string, said: readonly string[]]

const IAM = { 'x-amazon-apigateway-auth': { type: 'aws_iam' } }
const NONE = { 'x-amazon-apigateway-auth': { type: 'NONE' } }

const CHANGES: readonly Row[] = [
  ['a login that goes', api([{ function: [] }]), api(undefined), OPEN],
  ['another login', api([{ function: [] }]), api([{ signed: [] }]), WEAKER],
  ['a second login that is enough', api([{ function: [] }]), api([{ function: [] }, { signed: [] }]), WEAKER],
  ['one login of two that were enough', api([{ function: [] }, { signed: [] }]), api([{ signed: [] }]), []],
  ['a second login beside the first', api([{ function: [] }]), api([{ function: [], signed: [] }]), WEAKER],
  ['another pool that is enough', api([{ pool: [] }]), api([{ pools: [] }]), WEAKER],
  ['one pool of two', api([{ pools: [] }]), api([{ pool: [] }]), []],
  ['any audience', api([{ tokens: [] }]), api([{ anyAudience: [] }]), WEAKER],
  ['another scope that is enough', api([{ tokens: ['a'] }]), api([{ tokens: ['a', 'b'] }]), WEAKER],
  ['one scope of two', api([{ tokens: ['a', 'b'] }]), api([{ tokens: ['b'] }]), []],
  ['a key in place of a login', api([{ signed: [] }]), api([{ key: [] }]), OPEN],
  ['a key beside a login', api([{ signed: [] }]), api([{ signed: [], key: [] }]), []],
  [
    'a key that one demand of two asks for',
    api([{ signed: [], key: [] }]),
    api([{ signed: [], key: [] }, { signed: [] }]),
    WEAKER,
  ],
  ['a key in a query', api([{ signed: [] }]), api([{ otherKey: [] }]), HELD],
  ['a reserved word in other letters', api([{ signed: [] }]), api([{ signedOtherwise: [] }]), HELD],
  ['a scheme that says two things', api([{ signed: [] }]), api([{ signedAndAsked: [] }]), HELD],
  ['an authorizer of a type that is not known', api([{ signed: [] }]), api([{ unknownType: [] }]), HELD],
  ['an authorizer without a function', api([{ signed: [] }]), api([{ noFunction: [] }]), HELD],
  ['an open scheme that comes to be one', api([{ noFunction: [] }]), api([{ function: [] }]), HELD],
  ['a login that two places say alike', api([{ signed: [] }]), api(undefined, IAM), []],
  ['two places that differ', api([{ signed: [] }]), api([{ function: [] }], NONE), HELD],
  [
    'a word that is no type',
    api(undefined, IAM),
    api(undefined, { 'x-amazon-apigateway-auth': { type: 'OPEN' } }),
    HELD,
  ],
  ['demands that are no list', api([{ signed: [] }]), api(undefined, { security: { signed: [] } }), HELD],
  ['a demand that is no map', api([{ signed: [] }]), api(undefined, { security: ['signed'] }), HELD],
  ['an extension of others', api([{ signed: [] }]), api([{ signed: [] }], { 'x-access-policy': '*' }), []],
  [
    'an extension that is not known',
    api([{ signed: [] }]),
    api([{ signed: [] }], { 'x-amazon-apigateway-access': '*' }),
    HELD,
  ],
  ['a word of OpenAPI in other letters', api([{ signed: [] }]), api([{ signed: [] }], { Security: [] }), HELD],
  ['a list', api([{ signed: [] }]), '["x-amazon-apigateway-auth"]', HELD],
  ['one method more with a login', many(300), many(301), []],
  ['one method more than are compared', many(1_500), many(1_501), HELD],
  ['more methods than are read', api([{ signed: [] }]), many(2_001), HELD],
]

function many(count: number): string {
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`/p${at}`, { get: { security: [{ signed: [] }] } }]),
  )
  return JSON.stringify({ openapi: '3.0.1', paths, components: { securitySchemes: SCHEMES } })
}

const found = await foundIn(
  CHANGES.map(([, base, head], at) => ({ folder: `changes/${at}`, base: module(base), head: module(head) })),
  'main.tf',
)

function module(body: string): string {
  return `resource "aws_api_gateway_rest_api" "it" {\n  name = "it"\n  body = ${JSON.stringify(body)}\n}\n`
}

describe('an OpenAPI document', () => {
  it.each(CHANGES.map(([title, , , said], at) => [title, said, at] as const))('%s', (_, said, at) => {
    expect([...new Set((found.get(`changes/${at}`) ?? []).flatMap(described))]).toEqual(said)
  })
})

describe('a path of an API', () => {
  const read = (path: string) => readApiPath(path, 'rest')?.segments
  const precedes = (one: string, other: string, kind: 'rest' | 'http' = 'rest') =>
    (readApiPath(one, kind)?.rank ?? 0) < (readApiPath(other, kind)?.rank ?? 0)

  it('has segments, of which some take any text', () => {
    expect(read('/')).toEqual([])
    expect(read('/a/{id}/b')).toEqual(['a', '{}', 'b'])
    expect(read('/a/{proxy+}')).toEqual(['a', '{+}'])
    expect(read('/a/')).toEqual(['a', ''])
  })

  it('is none where it is written in another way', () => {
    for (const path of ['a', '', '/{proxy+}/a', '/a{id}', '/{a}{b}', '/{}', `/${'a/'.repeat(40)}`]) {
      expect(read(path), path).toBeUndefined()
    }
  })

  it('is tried before another one that takes more', () => {
    expect(precedes('/a/b', '/a/{x}')).toBe(true)
    expect(precedes('/a/{x}', '/{y}/b')).toBe(true)
    expect(precedes('/a/{x+}', '/{y}/b')).toBe(true)
    expect(precedes('/{y}/b', '/a/{x+}', 'http')).toBe(true)
  })
})

describe('a file that is made for API Gateway', () => {
  it.each<[path: string, text: string, is: boolean]>([
    ['api.json', api([{ signed: [] }]), true],
    ['api.yaml', 'swagger: "2.0"\nx-amazon-apigateway-policy: {}\n', true],
    ['api.json', '{"\\u006fpenapi": "3.0.1", "paths": {}}', true],
    ['api.yaml', 'openapi: 3.0.1\nx-amazon-apigateway-cors: {\n', true],
    ['api.yaml', 'openapi: 3.0.1\npaths: {}\n', false],
    ['notes.yaml', 'text: "openapi and x-amazon-apigateway-auth"\n', false],
    ['api.txt', 'openapi: 3.0.1\nx-amazon-apigateway-policy: {}\n', true],
    ['notes.txt', 'text\nopenapi: 3.0.1\nx-amazon-apigateway-policy: {}\n', false],
  ])('%s %#', (path, text, is) => {
    expect(isApiDefinition(path, text)).toBe(is)
  })
})
