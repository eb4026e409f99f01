import {
  CLUSTER_MAPPINGS,
  type ClusterMappings,
  clusterMappings,
  type MappingReader,
} from '../../../../authorization/aws/cluster-mappings.ts'
import type { ReachEntry } from '../../../../authorization/reach.ts'
import { readYamlText } from '../../../../syntax/yaml/read-text.ts'
import type { UnknownSymbol, Value } from '../../../../value/value.ts'
import { waysOf } from '../../rounds.ts'
import { asText, plainText } from '../../text.ts'
import { derived } from '../../unknown.ts'
import type { ResourceAdapter } from '../adapter.ts'
import { heldReach } from '../held-reach.ts'
import { itemsOf } from '../list-items.ts'
import { nameFacet, symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { settingsAt } from '../settings-at.ts'

const NOUN = 'cluster-mappings'

/**
 * The ConfigMap `aws-auth` of the cluster that the provider speaks to, whichever resources write it: what they say
 * acts together. Source: the resources' pages in the Kubernetes provider's documentation.
 */
export const EKS_AUTH_MAP_ADAPTERS: readonly ResourceAdapter[] = [
  'kubernetes_config_map',
  'kubernetes_config_map_v1',
  'kubernetes_config_map_v1_data',
].map((type) => {
  return {
    type,
    nouns: [NOUN],
    reads: ['metadata', ...CLUSTER_MAPPINGS.map((name) => `data.${name}`)],
    documents: [],
    applies: (resource) => NAMES.every(([path, name]) => mayBe(resource, path, name)),
    held: (resource) => [
      heldReach(resource, `${NOUN}:${resource.place}`, 'exposure', () =>
        mappingsOf(resource).map((entry) => withHeader(entry, resource)),
      ),
    ],
  }
})

const NAMES = [
  ['metadata.name', 'aws-auth'],
  ['metadata.namespace', 'kube-system'],
] as const

function mayBe(resource: Pick<ConfiguredResource, 'written' | 'blocks'>, path: string, name: string): boolean {
  return settingsAt(resource, path).some(({ value }) => {
    const text = value === undefined ? 'default' : plainText(value)
    return text === undefined || text === name
  })
}

/** What must be so for it to be that ConfigMap. */
function nameConditions(resource: ConfiguredResource): readonly UnknownSymbol[] {
  return NAMES.flatMap(([path]) =>
    settingsAt(resource, path).flatMap(({ value, presence }) =>
      value === undefined || plainText(value) !== undefined ? presence : [...presence, symbolOf(value)],
    ),
  )
}

const READER: MappingReader = { items: itemsOf, name: (value) => nameFacet([value]) }

function mappingsOf(resource: ConfiguredResource): readonly ReachEntry[] {
  const data = resource.written('data')
  if (data === undefined) return []
  const conditions = [...resource.presence, ...nameConditions(resource)]
  return waysOf(data).flatMap((way) =>
    CLUSTER_MAPPINGS.flatMap((name) =>
      waysOf(memberOf(way.value, name)).flatMap((text) =>
        mappingsIn(name, decodeYaml(text.value), [...conditions, ...way.conditions, ...text.conditions]),
      ),
    ),
  )
}

function memberOf(data: Value, name: string): Value {
  if (data.kind === 'map') return data.entries.get(name)?.value ?? { kind: 'null', spans: data.spans }
  return data
}

function mappingsIn(
  name: keyof ClusterMappings,
  value: Value,
  conditions: readonly UnknownSymbol[],
): readonly ReachEntry[] {
  const none = { mapRoles: undefined, mapUsers: undefined, mapAccounts: undefined }
  return clusterMappings({ ...none, [name]: value }, READER).map((entry) => {
    return { ...entry, presence: [...conditions, ...entry.presence] }
  })
}

/** What the text says, by the value that it encodes where that is known. */
function decodeYaml(value: Value): Value {
  const encoded = value.kind === 'text' ? (value.yaml ?? value.encoded) : undefined
  const text = value.kind === 'unknown' ? undefined : asText(value)
  const [span] = value.spans
  if (encoded !== undefined || text === undefined || span === undefined) return encoded ?? value
  const { value: decoded, diagnostics } = readYamlText(text, () => undefined)
  const isSound = diagnostics.every(({ severity }) => severity !== 'error')
  return isSound && decoded !== undefined ? decoded : derived('broken-yaml', 'a text that is no YAML', [text], span)
}

function withHeader(entry: ReachEntry, { header }: ConfiguredResource): ReachEntry {
  return { ...entry, spans: [...entry.spans, header] }
}
