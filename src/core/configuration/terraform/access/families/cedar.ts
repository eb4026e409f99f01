import { type CedarPolicy, readCedarPolicies } from '../../../../authorization/cedar/read-policies.ts'
import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import { digestOf, fingerprintOf } from '../../../../value/fingerprint.ts'
import type { UnknownSymbol, Value } from '../../../../value/value.ts'
import { decodeJson } from '../../document/decode.ts'
import { plainText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { symbolOf } from '../reach-facets.ts'
import type { ConfiguredBlock, ConfiguredResource } from '../resource.ts'
import { settingsAt } from '../settings-at.ts'
import { blocksAt } from '../value-blocks.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'
import { entry, switchAdapters } from './switches.ts'

const NOUN = 'policy-store'

/**
 * Policies of Verified Permissions, whose Cedar is compared as text: what a `permit` allows is not decided, and a
 * `forbid` protects as long as it stands there word for word.
 * Source: the resources' pages in the AWS provider's documentation.
 */
export const CEDAR_ADAPTERS: readonly ResourceAdapter[] = [
  storeAdapter('aws_verifiedpermissions_policy', ['definition'], policyParts),
  storeAdapter('aws_verifiedpermissions_policy_template', ['statement'], templateParts),
  storeAdapter('aws_verifiedpermissions_schema', ['definition'], schemaParts),
  {
    type: 'aws_verifiedpermissions_policy_store',
    nouns: [NOUN],
    reads: ['description'],
    documents: [],
    held: (resource) => [
      heldReach(resource, holderOf(resource, resource.attribute('id')), 'guardrail', () => [], true),
    ],
  },
  ...switchAdapters([
    {
      type: 'aws_verifiedpermissions_policy_store',
      argument: 'validation_settings.mode',
      effect: 'guardrail',
      on: ['STRICT'],
      absent: 'OFF',
      says: 'the validation of policies',
    },
    {
      type: 'aws_verifiedpermissions_policy_store',
      argument: 'deletion_protection',
      effect: 'guardrail',
      on: ['ENABLED'],
      absent: 'DISABLED',
      says: 'the protection from deletion',
    },
  ]),
  ...relationAdapters(identitySources()),
]

/** What a resource permits and forbids. */
interface CedarParts {
  readonly permits: readonly ReachEntry[]
  readonly forbids: readonly ReachEntry[]
}

function storeAdapter(
  type: string,
  reads: readonly string[],
  partsOf: (resource: ConfiguredResource) => CedarParts,
): ResourceAdapter {
  const held = (resource: ConfiguredResource): readonly HeldAccess[] => {
    const store = resource.written('policy_store_id') ?? resource.attribute('policy_store_id')
    const holder = holderOf(resource, store)
    return [
      heldReach(resource, holder, 'exposure', () => partsOf(resource).permits),
      heldReach(resource, holder, 'guardrail', () => partsOf(resource).forbids),
    ]
  }
  return { type, nouns: [NOUN], reads: [...reads, 'policy_store_id'], documents: [], held }
}

function holderOf({ place }: ConfiguredResource, store: Value): string {
  return `${NOUN}:${place}${holderName(store)}`
}

function policyParts(resource: ConfiguredResource): CedarParts {
  const statements = settingsAt(resource, 'definition.static.statement').flatMap(({ value, presence }) =>
    value === undefined ? [] : [cedarParts(resource, value, presence, 'policy')],
  )
  const links = blocksAt(resource, 'definition').flatMap((definition) =>
    blocksAt(definition, 'template_linked').map((link) => linkParts(resource, link, definition.presence)),
  )
  return together([...statements, ...links])
}

function templateParts(resource: ConfiguredResource): CedarParts {
  const value = resource.written('statement')
  return value === undefined ? NO_PARTS : cedarParts(resource, value, [], 'template')
}

const NO_PARTS: CedarParts = { permits: [], forbids: [] }

function together(parts: readonly CedarParts[]): CedarParts {
  return { permits: parts.flatMap(({ permits }) => permits), forbids: parts.flatMap(({ forbids }) => forbids) }
}

function cedarParts(
  resource: ConfiguredResource,
  value: Value,
  conditions: readonly UnknownSymbol[],
  what: 'policy' | 'template',
): CedarParts {
  const text = plainText(value)
  const policies = text === undefined ? undefined : readCedarPolicies(text)
  const presence = [...resource.presence, ...conditions]
  const spans = [...value.spans, resource.header]
  if (policies === undefined) {
    const symbol = {
      ...symbolOf(value),
      address: resource.address,
      reason: 'permits or forbids by Cedar that is not known',
    }
    return unknownParts(symbol, presence, spans)
  }
  const ofEffect = (effect: CedarPolicy['effect']) => policies.filter((policy) => policy.effect === effect)
  return {
    permits: ofEffect('permit').map((policy) => {
      const fingerprint = digestOf('cedar', what, policy.text)
      const symbol = {
        address: resource.address,
        fingerprint,
        reason: `permits by a ${what} of Cedar, ${AS_TEXT}`,
        span: resource.header,
      }
      return entry([said(`what a ${what} of Cedar permits`), { kind: 'symbol', symbol }], presence, spans)
    }),
    forbids: ofEffect('forbid').map((policy) =>
      entry([said(`a ${what} of Cedar that forbids`), namedBy(policy.text)], presence, spans),
    ),
  }
}

const AS_TEXT = 'which is compared as text'

function said(text: string): ReachFacet {
  return { kind: 'names', values: [text] }
}

/** What tells long texts apart stands behind what is shown of them. */
function namedBy(text: string): ReachFacet {
  const shown = text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`
  return { kind: 'names', values: [`${shown.replaceAll('\0', '')}\0${digestOf('cedar', text)}`] }
}

const MAX_SHOWN = 120

/** What may permit or forbid anything. */
function unknownParts(symbol: UnknownSymbol, presence: readonly UnknownSymbol[], spans: Value['spans']): CedarParts {
  const facet: ReachFacet = { kind: 'symbol', symbol }
  return { permits: [entry([facet, facet], presence, spans)], forbids: [entry([facet, facet], presence, spans)] }
}

/** A template that is linked permits or forbids; which of them, the template says. */
function linkParts(
  resource: ConfiguredResource,
  link: ConfiguredBlock,
  conditions: readonly UnknownSymbol[],
): CedarParts {
  const { unread, presence } = link
  const values = [
    link.written('policy_template_id'),
    ...['principal', 'resource'].flatMap((name) =>
      blocksAt(link, name).flatMap((entity) => ['entity_type', 'entity_id'].map((each) => entity.written(each))),
    ),
  ]
  const named = values.map((value) => (value === undefined ? '' : fingerprintOf(value)))
  const symbol = unread ?? {
    address: resource.address,
    fingerprint: digestOf('cedar link', ...named),
    reason: 'permits or forbids by a template of Cedar',
    span: resource.header,
  }
  const spans = [...values.flatMap((value) => value?.spans ?? []), resource.header]
  return unknownParts(symbol, [...resource.presence, ...conditions, ...presence], spans)
}

/**
 * A schema says which actions are of which groups, and so what policies mean. As JSON it is compared as what it says,
 * in Cedar's own format as text.
 */
function schemaParts(resource: ConfiguredResource): CedarParts {
  const parts = ['value', 'text'].flatMap((name) =>
    settingsAt(resource, `definition.${name}`).flatMap(({ value, presence }) => {
      if (value === undefined) return []
      const said = name === 'text' ? value : decodeJson(value, (diagnostic) => resource.report(diagnostic))
      const known = { address: resource.address, reason: 'says what policies of Cedar mean', span: resource.header }
      const symbol = { ...known, fingerprint: digestOf('cedar schema', fingerprintOf(said)) }
      return [unknownParts(symbol, [...resource.presence, ...presence], [...value.spans, resource.header])]
    }),
  )
  return together(parts)
}

/** Whose users and tokens a store takes for principals. */
function identitySources(): readonly Relation[] {
  const type = 'aws_verifiedpermissions_identity_source'
  const pool = 'configuration.cognito_user_pool_configuration'
  const provider = 'configuration.open_id_connect_configuration'
  const row = { type, effect: 'exposure' } as const
  const tokens = (block: string, scope: string, says: string): Relation => ({
    ...row,
    noun: 'store-tokens',
    holder: ['policy_store_id', `${provider}.issuer`],
    within: `${provider}.token_selection.${block}`,
    scope: [scope],
    scopeAbsent: '*',
    bounds: ['principal_id_claim'],
    boundsSay: 'as the principal of the claim',
    whole: [`${provider}.token_selection`],
    says,
  })
  return [
    {
      ...row,
      noun: 'store-users',
      holder: ['policy_store_id'],
      scope: [`${pool}.user_pool_arn`, 'principal_entity_type', `${pool}.group_configuration.group_entity_type`],
      bounds: [`${pool}.client_ids`],
      boundsSay: 'by the client',
      says: 'principals from the user pool',
    },
    {
      ...row,
      noun: 'store-providers',
      holder: ['policy_store_id'],
      scope: [
        `${provider}.issuer`,
        'principal_entity_type',
        `${provider}.entity_id_prefix`,
        `${provider}.group_configuration.group_claim`,
        `${provider}.group_configuration.group_entity_type`,
      ],
      says: 'principals from the identity provider',
    },
    tokens('access_token_only', 'audiences', 'access tokens for'),
    tokens('identity_token_only', 'client_ids', 'identity tokens for'),
  ]
}
