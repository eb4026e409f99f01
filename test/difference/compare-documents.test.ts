import { describe, expect, it } from 'vitest'
import { compareDocuments, DOCUMENT_KINDS, type DocumentKind } from '../../src/core/difference/compare-documents.ts'
import { parseJson } from '../../src/core/syntax/json/parse.ts'
import type { Value } from '../../src/core/value/value.ts'
import { jsonValue, unknown } from '../authorization/aws/json-value.ts'

const LIMITING: readonly DocumentKind[] = ['boundary', 'scp']
const RESOURCE = 'arn:aws:s3:::logs/a'
const ANN = '111122223333'

function policy(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements }
}

function allow(actions: readonly string[], more: object = { Resource: RESOURCE }): object {
  return policy({ Effect: 'Allow', Action: actions, ...more })
}

const [GET, PUT] = ['s3:GetObject', 's3:PutObject']
const OF_ANN = { Principal: { AWS: ANN } }
const SOMEONE = { type: 'AWS', id: expect.stringContaining(ANN) }
const open = (port: number) => ({ protocol: 'tcp', fromPort: port, toPort: port, cidrs: ['10.0.0.1/32'] })
const pods = (...verbs: readonly string[]) => [{ apiGroups: [''], resources: ['pods'], verbs }]

interface Example {
  readonly narrow: object
  /** What is allowed besides. */
  readonly wide: object
  readonly witness: object
  /** Malformed, with the text that is to blame between « and ». */
  readonly malformed: string
  readonly code: string
}

const ELEMENT = { malformed: '{"Version":"2012-10-17",«"Statment":[]»,"Statement":[]}', code: 'policy-unknown-element' }
const identity: Example = {
  narrow: allow([GET]),
  wide: allow([GET, PUT]),
  witness: { action: PUT, resource: RESOURCE },
  ...ELEMENT,
}

const EXAMPLES: Readonly<Record<DocumentKind, Example>> = {
  identity,
  boundary: identity,
  scp: identity,
  resource: {
    narrow: allow([GET], { Resource: RESOURCE, ...OF_ANN }),
    wide: allow([GET, PUT], { Resource: RESOURCE, ...OF_ANN }),
    witness: { principal: SOMEONE, action: PUT, resource: RESOURCE },
    ...ELEMENT,
  },
  trust: {
    narrow: allow(['sts:AssumeRole'], OF_ANN),
    wide: allow(['sts:AssumeRole', 'sts:TagSession'], OF_ANN),
    witness: { principal: SOMEONE, action: 'sts:TagSession', resource: '' },
    ...ELEMENT,
  },
  'security-group': {
    narrow: { ingress: [open(80)] },
    wide: { ingress: [open(80), open(443)] },
    witness: { action: 'ingress', resource: 'tcp:443', context: { address: '10.0.0.1' } },
    malformed: '{"ingress":[{"protocol":"tcp","cidrs":["10.0.0.0/8",«"10.0.0.0/33"»]}]}',
    code: 'document-malformed',
  },
  'gcp-role': {
    narrow: { includedPermissions: ['a.b.get'] },
    wide: { includedPermissions: ['a.b.get', 'a.b.set'] },
    witness: { action: 'a.b.set', resource: '*', context: {} },
    malformed: '{"includedPermissions":["a.b.get",«3»]}',
    code: 'document-malformed',
  },
  'gcp-policy': {
    narrow: { bindings: [{ role: 'roles/a', members: ['user:ann@example.com'] }] },
    wide: { bindings: [{ role: 'roles/a', members: ['user:ann@example.com', 'user:bob@example.com'] }] },
    witness: {
      principal: { type: 'user', id: 'bob@example.com' },
      action: 'roles/a',
      resource: '*',
      context: {},
    },
    malformed: '{"bindings":[{"role":"roles/a","members":«"user:ann@example.com"»}]}',
    code: 'document-malformed',
  },
  'azure-role': {
    narrow: { permissions: [{ actions: ['A/read'] }] },
    wide: { permissions: [{ actions: ['A/read', 'A/write'] }] },
    witness: { action: 'A/write', resource: '*', context: {} },
    malformed: '{"permissions":[{"actions":[],"notActions":[«null»]}]}',
    code: 'document-malformed',
  },
  'k8s-rbac': {
    narrow: pods('get'),
    wide: pods('get', 'list'),
    witness: { action: 'list', resource: 'pods', context: { apiGroup: '' } },
    malformed: '[{"apiGroups":[""],"resources":["pods"],"verbs":«[]»}]',
    code: 'document-malformed',
  },
}

const NOT_BROADENED = { verdict: 'not-broadened' }

describe.each(DOCUMENT_KINDS)('documents of kind %s', (kind) => {
  const { narrow, wide, witness, malformed, code } = EXAMPLES[kind]
  const [less, more] = [jsonValue(narrow), jsonValue(wide)]

  it('are broadened where head allows more, with a request that shows it', () => {
    expect(compareDocuments(kind, less, more)).toMatchObject({ verdict: 'broadened', witness })
  })

  it('are not broadened where head allows less or the same', () => {
    expect(compareDocuments(kind, more, less)).toEqual(NOT_BROADENED)
    expect(compareDocuments(kind, more, more)).toEqual(NOT_BROADENED)
  })

  it.each([
    ['null', null],
    ['what says null', jsonValue(null)],
  ])('may be absent: %s', (_, absent) => {
    const isLimit = LIMITING.includes(kind)
    expect(compareDocuments(kind, absent, absent)).toEqual(NOT_BROADENED)
    expect(compareDocuments(kind, null, absent)).toEqual(NOT_BROADENED)
    expect(compareDocuments(kind, absent, less).verdict).toBe(isLimit ? 'not-broadened' : 'broadened')
    expect(compareDocuments(kind, less, absent).verdict).toBe(isLimit ? 'broadened' : 'not-broadened')
  })

  it('are malformed at the place that is to blame, on whichever side, base first', () => {
    const [atBase, atHead] = [marked('base.json', malformed), marked('head.json', malformed)]
    const error = (subject: object) => expect.objectContaining({ severity: 'error', code, subject })
    const verdict = (subject: object) => ({ verdict: 'malformed', diagnostics: [error(subject)] })
    expect(compareDocuments(kind, null, atHead.value)).toEqual(verdict(atHead.subject))
    expect(compareDocuments(kind, less, atHead.value)).toEqual(verdict(atHead.subject))
    expect(compareDocuments(kind, atBase.value, null)).toEqual(verdict(atBase.subject))
    expect(compareDocuments(kind, atBase.value, more)).toEqual(verdict(atBase.subject))
    const both = compareDocuments(kind, atBase.value, atHead.value)
    expect(both.verdict === 'malformed' && both.diagnostics[0]).toEqual(error(atBase.subject))
  })

  it('are malformed where they are no document at all', () => {
    const error = expect.objectContaining({ severity: 'error' })
    expect(compareDocuments(kind, less, jsonValue('text'))).toEqual({ verdict: 'malformed', diagnostics: [error] })
    expect(compareDocuments(kind, jsonValue(7), less)).toEqual({ verdict: 'malformed', diagnostics: [error] })
  })
})

describe('policy documents', () => {
  it('tell every error of both sides, those of base first', () => {
    const [atBase, atHead] = [marked('base.json', ELEMENT.malformed), marked('head.json', ELEMENT.malformed)]
    expect(compareDocuments('identity', atBase.value, atHead.value)).toMatchObject({
      diagnostics: [{ subject: atBase.subject }, { subject: atHead.subject }],
    })
  })

  it('are undecided, with the reason, where something is unknown', () => {
    const head = jsonValue(allow([GET], { Resource: unknown('everywhere') }))
    expect(compareDocuments('identity', jsonValue(allow([GET])), head)).toEqual({
      verdict: 'undecided',
      reason: expect.stringContaining('everywhere'),
    })
    expect(compareDocuments('identity', head, head)).toEqual(NOT_BROADENED)
  })

  it('say what besides the verdict is worth knowing', () => {
    const invoke = (resource: string) => {
      return jsonValue(allow(['lambda:InvokeFunction'], { Resource: `arn:aws:lambda:${resource}:function:pay:live` }))
    }
    expect(compareDocuments('identity', invoke('*'), invoke('eu-west-1:111122223333'))).toEqual({
      verdict: 'broadened',
      witness: expect.objectContaining({ action: 'lambda:InvokeFunction' }),
      reason: 'differs only as long as wildcards do not cross the segments of an ARN',
    })
    const broadened = compareDocuments('identity', jsonValue(allow([GET])), jsonValue(allow([PUT])))
    expect(Object.keys(broadened)).toEqual(['verdict', 'witness'])
  })

  it('say where no access comes only because of how wildcards are read', () => {
    const others = { Effect: 'Deny', Action: 'sqs:*', NotResource: 'arn:aws:sqs:eu-west-1:*:*' }
    const senders = (region: string) => {
      const sender = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:${region}:1*:*` }
      return jsonValue(policy(sender, others))
    }
    expect(compareDocuments('identity', senders('eu-west-1'), senders('e*'))).toEqual({
      verdict: 'not-broadened',
      reason: expect.stringContaining('wildcards cross segments'),
    })
  })
})

describe('other documents', () => {
  it('tell every error of the first side that has one', () => {
    const wrong = (file: string) => parsed(file, '{"includedPermissions":[1,2]}')
    const [base, head] = [wrong('base.json'), wrong('head.json')]
    const errors = (file: string) => ({
      verdict: 'malformed',
      diagnostics: [{ subject: { file } }, { subject: { file } }],
    })
    expect(compareDocuments('gcp-role', base, head)).toMatchObject(errors('base.json'))
    expect(compareDocuments('gcp-role', null, head)).toMatchObject(errors('head.json'))
  })
})

/** A document and the place in it that is marked. */
function marked(file: string, text: string) {
  const [before = '', blamed = '', after = ''] = text.split(/[«»]/)
  const subject = { file, start: before.length, end: before.length + blamed.length }
  return { value: parsed(file, before + blamed + after), subject }
}

function parsed(file: string, text: string): Value {
  const { value } = parseJson(file, text)
  if (value === undefined) throw new Error(`${file} is no JSON`)
  return value
}

describe('the policy of an API that names none', () => {
  const invoke = (resource: string) =>
    policy({ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: resource })
  const verdict = (base: string, head: string) =>
    compareDocuments('resource', jsonValue(invoke(base)), jsonValue(invoke(head))).verdict

  it.each([
    ['execute-api:/live/GET/orders', 'execute-api:/live/*', 'broadened'],
    ['execute-api:/live/*', 'execute-api:/live/GET/orders', 'not-broadened'],
    ['execute-api:/live/GET/orders', 'arn:aws:execute-api:*:*:*/live/GET/orders', 'not-broadened'],
  ])('from %s to %s', (base, head, expected) => expect(verdict(base, head)).toBe(expected))
})
