import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import { digestOf } from '../../../../value/fingerprint.ts'
import { knownText } from '../../../../value/value.ts'
import { unknownOf } from '../../unknown.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { itemsOf } from '../list-items.ts'
import { type BodyPart, unreadParts } from '../openapi/body-parts.ts'
import { type CallEntries, callEntries } from '../openapi/call-entries.ts'
import { integrationRoles } from '../openapi/integration-roles.ts'
import { memberOf, type OpenedDocument, openDocuments } from '../openapi/open-document.ts'
import { type ApiKind, type ApiOperation, everything, operationsOf } from '../openapi/operations.ts'
import { POLICY_TABLE } from '../policy-table.ts'
import { nameFacet } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { policiesElsewhere } from '../resource-policies.ts'
import { API_CALLS } from './api-routes.ts'
import { CALLS_BY_PAGES } from './logins.ts'
import { EVERY, entry } from './switches.ts'

const BODY = 'body'

/** What in a document is not read belongs to a holder of its own: not knowing that makes nothing else uncertain. */
const PARTS = 'api-parts'

/**
 * APIs that are declared by an OpenAPI document: what can be called without a login, which logins others ask for, with
 * which roles the API acts, which pages may call it, and its policy. Source: "Working with OpenAPI for REST APIs" and
 * "Working with OpenAPI definitions for HTTP APIs", Amazon API Gateway Developer Guide.
 */
export const API_BODY_ADAPTERS: readonly ResourceAdapter[] = [
  bodyAdapter('aws_api_gateway_rest_api', 'rest'),
  bodyAdapter('aws_apigatewayv2_api', 'http'),
]

function bodyAdapter(type: string, kind: ApiKind): ResourceAdapter {
  const nouns = kind === 'rest' ? [API_CALLS, PARTS, 'api'] : [API_CALLS, PARTS]
  return { type, nouns, reads: [BODY], documents: [BODY], held: (resource) => heldByBody(resource, kind) }
}

function heldByBody(resource: ConfiguredResource, kind: ApiKind): readonly HeldAccess[] {
  let opened: OpenedBody | undefined
  const body = () => {
    opened ??= openBody(resource, kind)
    return opened
  }
  const name = `${resource.place}${holderName(resource.attribute('id'))}`
  const reach = (holder: string, effect: 'exposure' | 'guardrail', entries: () => readonly ReachEntry[]) =>
    heldReach(resource, holder, effect, entries, true)
  return [
    reach(`${API_CALLS}:${name}`, 'exposure', () => [...body().calls.exposures, ...body().roles]),
    reach(`${API_CALLS}:${name}`, 'guardrail', () => body().calls.guardrails),
    reach(`${PARTS}:${name}`, 'exposure', () =>
      partEntries(
        resource,
        body().parts.filter((part) => !part.protects),
      ),
    ),
    reach(`${PARTS}:${name}`, 'guardrail', () => partEntries(resource, body().parts)),
    ...(kind === 'http'
      ? [reach(`address:${resource.identity}`, 'exposure', () => pages(resource, body().documents))]
      : []),
    ...(kind === 'rest' ? policies(resource, () => body().documents) : []),
  ]
}

interface OpenedBody {
  readonly documents: readonly OpenedDocument[]
  readonly calls: CallEntries
  readonly roles: readonly ReachEntry[]
  readonly parts: readonly BodyPart[]
}

function openBody(resource: ConfiguredResource, kind: ApiKind): OpenedBody {
  const written = resource.written(BODY)
  const documents = written === undefined ? [] : openDocuments(written, (diagnostic) => resource.report(diagnostic))
  const read = documents.map((document) => ({ document, operations: operationsIn(document, kind) }))
  const calls = [...read.flatMap(({ operations }) => operations), ...leftAlone(resource)]
  return {
    documents,
    calls: callEntries(resource, calls),
    roles: read.flatMap(({ document, operations }) =>
      document.kind === 'document' ? integrationRoles(resource, document.root, operations) : [],
    ),
    parts: read.flatMap(({ document, operations }) =>
      document.kind === 'document' ? unreadParts(document.root, operations) : [],
    ),
  }
}

function operationsIn(document: OpenedDocument, kind: ApiKind): readonly ApiOperation[] {
  const { conditions } = document
  if (document.kind === 'unread') return [everything(document.value, conditions)]
  return operationsOf(document.root, kind).map((each) => ({ ...each, presence: [...conditions, ...each.presence] }))
}

/** Source: "The lifecycle Meta-Argument", Terraform language documentation. */
function leftAlone(resource: ConfiguredResource): readonly ApiOperation[] {
  const span = resource.ignored(BODY)
  if (span === undefined) return []
  const fingerprint = digestOf('ignored', resource.identity, BODY)
  const reason = 'is left as it is by ignore_changes'
  return [everything(unknownOf({ address: `${resource.address}.${BODY}`, fingerprint, reason }, [span]), [])]
}

function partEntries(resource: ConfiguredResource, parts: readonly BodyPart[]): readonly ReachEntry[] {
  return parts.map(({ symbol }) => {
    const any: ReachFacet = { kind: 'symbol', symbol }
    return entry([any, any], [...resource.presence, symbol], [symbol.span, resource.header])
  })
}

/** The pages that may call it, where the resource does not say so itself. */
function pages(resource: ConfiguredResource, documents: readonly OpenedDocument[]): readonly ReachEntry[] {
  if (resource.written('cors_configuration') !== undefined || resource.blocks('cors_configuration').length > 0)
    return []
  const says: ReachFacet = { kind: 'names', values: [CALLS_BY_PAGES] }
  return documents.flatMap((document) => {
    if (document.kind === 'unread') return []
    const origins = memberOf(memberOf(document.root, 'x-amazon-apigateway-cors'), 'allowOrigins')
    return itemsOf(origins, [...resource.presence, ...document.conditions]).map(({ value, presence }) => {
      const isAll = value.kind === 'text' && knownText(value) === '*'
      return entry([says, isAll ? EVERY : nameFacet([value])], presence, [...value.spans, resource.header])
    })
  })
}

/** What the resource says itself stands in place of the document's policy. */
function policies(resource: ConfiguredResource, documents: () => readonly OpenedDocument[]): readonly HeldAccess[] {
  const written = () => (resource.written('policy') === undefined ? documents() : [])
  return ROWS.map((row) =>
    policiesElsewhere(resource, row, () =>
      written().flatMap((document) => {
        const { conditions } = document
        // What is not read may have any.
        if (document.kind === 'unread') return [{ value: document.value, conditions }]
        const value = memberOf(document.root, 'x-amazon-apigateway-policy')
        return value === undefined ? [] : [{ value, conditions }]
      }),
    ),
  )
}

const ROWS = POLICY_TABLE.filter(({ type }) => type === 'aws_api_gateway_rest_api')
