import type { TextPart, Value } from '../../../../value/value.ts'
import { memberOf } from '../../json-members.ts'
import { textOfParts } from '../../text.ts'
import { type LoginName, loginName } from './login-names.ts'
import { textAt } from './open-document.ts'

/** Who decides on a login, and how it is asked. */
export interface Authorizer {
  /** One of these: a function, a pool of users, or an issuer with an audience. Empty where it is not known. */
  readonly by: readonly LoginName[]
  /** All else that it says: what it is asked with, and how its answer is read. */
  readonly settings: Value
  /** The role that API Gateway takes to ask it. */
  readonly role: Value | undefined
}

/**
 * What `x-amazon-apigateway-authorizer` says. Source: "x-amazon-apigateway-authorizer object", Amazon API Gateway
 * Developer Guide.
 */
export function readAuthorizer(value: Value): Authorizer {
  return {
    by: deciders(value),
    settings: without(value, READ),
    role: memberOf(value, 'authorizerCredentials'),
  }
}

/** How long an answer is kept says nothing of who gives it. */
const READ = [
  'type',
  'authorizerUri',
  'authorizerCredentials',
  'providerARNs',
  'jwtConfiguration',
  'authorizerResultTtlInSeconds',
]

function deciders(value: Value): readonly LoginName[] {
  switch (textAt(value, 'type')?.toLowerCase()) {
    case 'token':
    case 'request': {
      const uri = memberOf(value, 'authorizerUri')
      return uri === undefined ? [] : [loginName(functionOf(uri))]
    }
    case 'cognito_user_pools':
      return listed(memberOf(value, 'providerARNs')).map((pool) => loginName(pool))
    case 'jwt':
      return tokens(memberOf(value, 'jwtConfiguration'))
    default:
      return []
  }
}

/** A token counts that is from the issuer, for one of the audiences. */
function tokens(settings: Value | undefined): readonly LoginName[] {
  const issuer = memberOf(settings, 'issuer')
  if (issuer === undefined) return []
  const from = loginName(issuer)
  const audiences = listed(memberOf(settings, 'audience'))
  if (from.kind === 'value') return [from]
  if (audiences.length === 0) return [{ kind: 'name', name: `${from.name} for any audience` }]
  return audiences.map((audience) => loginName(audience, `${from.name} for `))
}

function listed(value: Value | undefined): readonly Value[] {
  if (value === undefined || value.kind === 'null') return []
  return value.kind === 'list' ? value.items : [value]
}

/** Of `arn:…:lambda:path/2015-03-31/functions/ARN/invocations`, the function's ARN. */
export function functionOf(uri: Value): Value {
  if (uri.kind !== 'text') return uri
  const start = uri.parts.findIndex((part) => part.kind === 'literal' && part.text.includes(BEFORE))
  const last = uri.parts.at(-1)
  if (start === -1 || last?.kind !== 'literal' || !last.text.endsWith(BEHIND)) return uri
  const parts = uri.parts.slice(start).map((part, at, all): TextPart => {
    if (part.kind === 'symbol') return part
    const begun = at === 0 ? part.text.slice(part.text.indexOf(BEFORE) + BEFORE.length) : part.text
    return { kind: 'literal', text: at === all.length - 1 ? begun.slice(0, -BEHIND.length) : begun }
  })
  return textOfParts(parts, uri.spans)
}

const BEFORE = ':lambda:path/2015-03-31/functions/'
const BEHIND = '/invocations'

function without(value: Value, names: readonly string[]): Value {
  if (value.kind !== 'map') return value
  return { ...value, entries: new Map([...value.entries].filter(([name]) => !names.includes(name))) }
}
