import type { ConfiguredGrant, OpaqueAccess } from '../../../authorization/access.ts'
import {
  type ClusterMappings,
  clusterMappings,
  type MappingReader,
} from '../../../authorization/aws/cluster-mappings.ts'
import { managedPolicyName } from '../../../authorization/aws/managed/managed-policy-name.ts'
import { readPolicyDocument } from '../../../authorization/aws/read-document.ts'
import { withWholeApiArns } from '../../../authorization/aws/short-api-arns.ts'
import type { Link, Reach, ReachFacet } from '../../../authorization/reach.ts'
import { readYamlText } from '../../../syntax/yaml/read-text.ts'
import type { Diagnostic } from '../../../text/diagnostic.ts'
import { NOWHERE } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { displayText, knownText, type UnknownSymbol, type UnknownValue, type Value } from '../../../value/value.ts'
import { holderPath } from './aligned-holders.ts'
import type { FoundAccess } from './find-access.ts'
import { readTag } from './open-yaml.ts'
import { namesAt, type Place } from './place.ts'
import { BOUNDARY_KEY, type PolicyContext, policyKindAt } from './policy-kind.ts'
import { withFunctions } from './with-functions.ts'

interface Holding extends PolicyContext {
  readonly holder: string
  readonly report: (diagnostics: readonly Diagnostic[]) => void
}

/** What something found grants, as of a holder. */
export function grantOf(found: FoundAccess, holding: Holding): ConfiguredGrant | OpaqueAccess {
  const { holder, path, report } = holding
  const address = addressOf(found, path)
  switch (found.kind) {
    case 'policy': {
      const content = withFunctions(found.document)
      if (content.kind === 'unknown') return unreadPolicy(content, holder, address)
      const kind = policyKindAt(found.place, content, holding)
      const { document, diagnostics } = readPolicyDocument(content, kind)
      // What AWS would refuse may be completed by a program; it is undecided once it changes.
      report(diagnostics.map((each) => ({ ...each, severity: 'warning' })))
      return { holder, kind, address, document: withWholeApiArns(document), span: document.span }
    }
    case 'attachment':
      return attachment(found.place, found.name, holder, address)
    case 'mappings': {
      const span = spanOf(found.place.steps.at(-1)?.through ?? found.place.root)
      const reach: Reach = { entries: clusterMappings(decoded(found.mappings), READER), isSubject: false, span }
      return { holder: `${holder}\nmappings`, kind: 'exposure', address, reach, span }
    }
  }
}

function unreadPolicy({ symbol, spans }: UnknownValue, holder: string, address: string): OpaqueAccess {
  const { fingerprint, span } = symbol
  const reason = `${symbol.address} ${symbol.reason}`
  return { key: holder, address, fingerprint, reason, span: spans[0] ?? span }
}

/** For people: the file, where in it, and what it is called there: `tasks.yml#amazon.aws.iam_policy.policy[iam_name=app]`. */
function addressOf(found: FoundAccess, path: string): string {
  const names = namesAt(found.place).filter((name) => !/(?:^|=)#/.test(name))
  const objects = names.filter((name) => name.includes('/') && !name.includes('='))
  const others = names.filter((name) => !objects.includes(name))
  const keys = holderPath(found).replace(/^(?:\[\]\.?)+|(?:\[\])+$/g, '')
  const within = [...objects, ...(keys === '' ? [] : [keys])].join('.')
  return `${path}#${within}${others.length === 0 ? '' : `[${others.join(',')}]`}`
}

/** As of a role of Terraform: the same facts, so that the same rules speak of them. */
function attachment(place: Place, name: Value, holder: string, address: string): ConfiguredGrant {
  const isBoundary = place.steps.some(({ key }) => BOUNDARY_KEY.test(key ?? ''))
  const managed = name.kind === 'text' ? managedPolicyName(name.parts) : undefined
  const span = spanOf(name)
  const arn: ReachFacet = managed === undefined ? nameOf(name) : named(`arn:aws:iam::aws:policy/${managed}`)
  const to = managed === undefined ? `named:${knownName(name) ?? `#${fingerprintOf(name)}`}` : `aws:${managed}`
  const link: Link = { gives: isBoundary ? 'boundary' : 'policies', holder, to }
  const aspect = named(isBoundary ? 'the permissions boundary' : 'the attached policy')
  const entry = { facets: [aspect, arn], presence: [], spans: [span], link } as const
  const kind = isBoundary ? 'guardrail' : 'exposure'
  return { holder: `${holder}\n${kind}`, kind, address, reach: { entries: [entry], isSubject: false, span }, span }
}

/** Texts as what they encode; one that is no YAML is a mapping that is none. */
function decoded({ mapRoles, mapUsers, mapAccounts }: ClusterMappings): ClusterMappings {
  return { mapRoles: decodedYaml(mapRoles), mapUsers: decodedYaml(mapUsers), mapAccounts: decodedYaml(mapAccounts) }
}

function decodedYaml(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'text') return value
  const { value: read, diagnostics } = readYamlText(value, readTag)
  const isSound = diagnostics.every(({ severity }) => severity !== 'error')
  return isSound && read !== undefined ? read : value
}

const READER: MappingReader = { items: itemsOf, name: nameOf }

function itemsOf(value: Value): ReturnType<MappingReader['items']> {
  if (value.kind === 'null') return []
  return value.kind === 'list' ? value.items.flatMap(itemsOf) : [{ value, presence: [] }]
}

function nameOf(value: Value): ReachFacet {
  const name = knownName(value)
  return name === undefined ? { kind: 'symbol', symbol: symbolOf(value) } : named(name)
}

function knownName(value: Value): string | undefined {
  if (value.kind === 'number') return value.digits
  if (value.kind === 'boolean') return String(value.value)
  return value.kind === 'text' ? knownText(value) : undefined
}

function named(name: string): ReachFacet {
  return { kind: 'names', values: [name] }
}

function symbolOf(value: Value): UnknownSymbol {
  if (value.kind === 'unknown') return value.symbol
  const address = value.kind === 'text' ? displayText(value) : `a ${value.kind}`
  const fingerprint = digestOf('name', fingerprintOf(value))
  return { address, fingerprint, reason: 'is not known', span: spanOf(value) }
}

function spanOf(value: Value): Reach['span'] {
  return value.spans[0] ?? NOWHERE
}
