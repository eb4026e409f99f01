import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import { digestOf } from '../../../../value/fingerprint.ts'
import { knownText } from '../../../../value/value.ts'
import { memberOf } from '../../json-members.ts'
import { unknownOf } from '../../unknown.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { itemsOf } from '../list-items.ts'
import type { ApiKind } from '../openapi/api-path.ts'
import { type BodyPart, unreadParts } from '../openapi/body-parts.ts'
import { type CallEntries, callEntries } from '../openapi/call-entries.ts'
import { integrationRoles } from '../openapi/integration-roles.ts'
import { type OpenedDocument, openDocuments } from '../openapi/open-document.ts'
import { type ApiOperation, everything, operationsOf } from '../openapi/operations.ts'
import { POLICY_TABLE } from '../policy-table.ts'
import { nameFacet } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { policiesElsewhere } from '../resource-policies.ts'
import { API_CALLS, QUICK_ROUTE, quickRoutes, rolesOfRoute } from './api-routes.ts'
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
  bodyAdapter({ type: 'aws_api_gateway_rest_api', kind: 'rest', policies: 'aws_api_gateway_rest_api' }),
  bodyAdapter({
    type: 'aws_api_gateway_rest_api_put',
    kind: 'rest',
    policies: 'aws_api_gateway_rest_api_policy',
    api: 'rest_api_id',
  }),
  bodyAdapter({ type: 'aws_apigatewayv2_api', kind: 'http', reads: QUICK_ROUTE }),
]

/** A type that has a document. */
interface BodyRow {
  readonly type: string
  readonly kind: ApiKind
  /** The type whose policy the document's one is. */
  readonly policies?: string
  /** The argument that names the API, where it is another resource. */
  readonly api?: string
  /** What else it says of what can be called. */
  readonly reads?: readonly string[]
}

function bodyAdapter(row: BodyRow): ResourceAdapter {
  const { type, kind, api, reads = [] } = row
  const nouns = kind === 'rest' ? [API_CALLS, PARTS, 'api'] : [API_CALLS, PARTS]
  const all = [BODY, ...reads, ...(api === undefined ? [] : [api])]
  return { type, nouns, reads: all, documents: [BODY], held: (resource) => heldByBody(resource, row) }
}

function heldByBody(resource: ConfiguredResource, row: BodyRow): readonly HeldAccess[] {
  const { kind } = row
  const id = (row.api === undefined ? undefined : resource.written(row.api)) ?? resource.attribute('id')
  let opened: OpenedBody | undefined
  const body = () => {
    opened ??= openBody(resource, kind)
    return opened
  }
  const name = `${resource.place}${holderName(id)}`
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
    ...policies(resource, row, () => body().documents),
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
  const quick = kind === 'http' ? quickRoutes(resource) : []
  const calls = [...read.flatMap(({ operations }) => operations), ...leftAlone(resource), ...quick]
  return {
    documents,
    calls: callEntries(resource, calls),
    roles: [
      ...read.flatMap(({ document, operations }) =>
        document.kind === 'document' ? integrationRoles(resource, document.root, operations) : [],
      ),
      ...quick.flatMap((route) => rolesOfRoute(resource, route)),
    ],
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
function policies(
  resource: ConfiguredResource,
  row: BodyRow,
  documents: () => readonly OpenedDocument[],
): readonly HeldAccess[] {
  const written = () => (resource.written('policy') === undefined ? documents() : [])
  return POLICY_TABLE.filter(({ type }) => type === row.policies).map((policy) =>
    policiesElsewhere(resource, policy, () =>
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
