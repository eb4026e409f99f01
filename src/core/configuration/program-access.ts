import type { OpaqueAccess } from '../authorization/access.ts'
import { NOWHERE } from '../text/span.ts'
import { digestOf, fingerprintOf } from '../value/fingerprint.ts'
import { knownText, type MapValue, type Value } from '../value/value.ts'
import { inSnakeCase } from './cloudformation/snake-case.ts'
import { clusterAccess } from './cluster-config.ts'
import { keyPath, namesAt, type Place } from './policy-document/yaml/place.ts'
import { speaksOfAccess, valueSpeaksOfAccess } from './terraform/access/access-words.ts'

/**
 * What documents of YAML tell programs to make that decides about access, beside policies: objects of Crossplane for AWS,
 * of AWS's own controllers, of Karpenter and of kops, tasks of Ansible with modules for AWS, clusters of eksctl. What is made of it is not decided: a change is undecided.
 * Sources: "Provider AWS", Upbound Marketplace; "Amazon.Aws" and "Community.Aws", Ansible documentation; "Config file
 * schema", eksctl documentation.
 */
export function programAccess(path: string, documents: readonly Value[]): readonly OpaqueAccess[] {
  return joined(documents.flatMap((root) => accessWithin({ path, depth: 0 }, root, { root, steps: [] })))
}

/** What several tasks of one name make is told together, whatever their order. */
function joined(all: readonly OpaqueAccess[]): readonly OpaqueAccess[] {
  return [...Map.groupBy(all, ({ key }) => key).values()].flatMap((same) => {
    const [first] = same
    if (first?.kept === undefined) return same
    const means = same.flatMap(({ kept }) => kept?.means ?? [])
    return [{ ...first, kept: { limits: first.kept.limits, means } }]
  })
}

/** Whether a document is told by this as a whole. */
export function isMadeByProgram(document: Value): boolean {
  return document.kind === 'map' && (makerOf(document) !== undefined || isCluster(document))
}

interface Search {
  readonly path: string
  readonly depth: number
}

/** Objects stand within lists of objects and in what is composed of them; tasks within blocks of tasks. */
const MAX_DEPTH = 20

function accessWithin(search: Search, value: Value, place: Place): readonly OpaqueAccess[] {
  if (search.depth > MAX_DEPTH) return []
  const deeper = { ...search, depth: search.depth + 1 }
  const into = (inner: Value, step: { readonly key: string } | { readonly index: number }) =>
    accessWithin(deeper, inner, { root: place.root, steps: [...place.steps, { through: value, ...step }] })
  if (value.kind === 'list') return value.items.flatMap((item, index) => into(item, { index }))
  if (value.kind !== 'map') return []
  if (isCluster(value)) return clusterAccess(search.path, value, namesAt(at(place, value, 'metadata')))
  const maker = makerOf(value)
  if (maker !== undefined) return objectAccess({ path: search.path, maker }, value, place)
  return [...value.entries].flatMap(([key, entry]) => {
    const task = MODULE.test(key) && entry.value.kind === 'map' ? entry.value : undefined
    return task === undefined ? into(entry.value, { key }) : taskAccess(search.path, task, key, at(place, value, key))
  })
}

function at(place: Place, through: Value, key: string): Place {
  return { root: place.root, steps: [...place.steps, { through, key }] }
}

function textAt(map: MapValue, name: string): string | undefined {
  const value = map.entries.get(name)?.value
  return value?.kind === 'text' ? knownText(value) : undefined
}

function isCluster(map: MapValue): boolean {
  return textAt(map, 'kind') === 'ClusterConfig' && /^eksctl\.io\//.test(textAt(map, 'apiVersion') ?? '')
}

function makerOf(map: MapValue): Maker | undefined {
  const version = textAt(map, 'apiVersion') ?? ''
  return textAt(map, 'kind') === undefined ? undefined : MAKERS.find(({ versions }) => versions.test(version))
}

/** A controller that makes something of AWS of an object. */
interface Maker {
  readonly name: string
  readonly versions: RegExp
  /** The members of `spec` that say what is made; undefined where all of it does. */
  readonly asked?: readonly string[]
}

const MAKERS: readonly Maker[] = [
  {
    name: 'Crossplane',
    versions: /(?:^|\.)aws\.(?:m\.)?(?:upbound|crossplane)\.io\//,
    asked: ['forProvider', 'initProvider'],
  },
  { name: 'a controller of AWS', versions: /\.services\.k8s\.aws\// },
  { name: 'Karpenter', versions: /^karpenter\.k8s\.aws\// },
  { name: 'kops', versions: /^kops\.k8s\.io\// },
]

/** Modules of AWS by their full names, and by short ones that are theirs alone. */
const MODULE =
  /^(?:(?:amazon|community)\.aws\.\w+|(?:iam|s3|sqs|sns|kms|ecs|ecr|efs|lambda|ec2|rds|redshift|route53|elb|cloudfront|cloudtrail|aws)_\w+)$/

/** What says nothing of access, whatever it is: names, labels, and where it is made. */
const NEUTRAL =
  /^(?:region|tags?|purge_tags|resource_tags|description|(?:aws_)?(?:access|secret)_key|aws_(?:ca_bundle|config)|profile|validate_certs|debug_botocore_endpoint_logs|wait\w*|register)$/

interface Making {
  readonly path: string
  readonly maker: Maker
}

function objectAccess({ path, maker }: Making, object: MapValue, place: Place): readonly OpaqueAccess[] {
  const kind = textAt(object, 'kind') ?? ''
  const spec = object.entries.get('spec')?.value
  if (spec?.kind !== 'map') return []
  const asked = maker.asked?.flatMap((name) => spec.entries.get(name)?.value ?? []) ?? [spec]
  const [group = ''] = (textAt(object, 'apiVersion') ?? '').split('.')
  const isAccess = speaksOfAccess(inSnakeCase(kind)) || isAccessGroup(group)
  const parts = asked.flatMap((each) => (each.kind === 'map' ? tellingEntries(each, isAccess) : []))
  return made(path, at(place, object, 'spec'), parts, `the ${kind} that ${maker.name} makes of it is not analysed`)
}

/** All of it is access. */
function isAccessGroup(name: string): boolean {
  return /^(?:iam|cognitoidp|cognitoidentity|ram|identitystore|ssoadmin|organizations|wafv2|waf|wafregional)$/.test(
    name,
  )
}

function taskAccess(path: string, task: MapValue, module: string, place: Place): readonly OpaqueAccess[] {
  const name = module.replace(/^(?:amazon|community)\.aws\./, '')
  // What only asks makes nothing.
  if (/_(?:info|facts)$/.test(name)) return []
  const isAccess = speaksOfAccess(name) || /^(?:iam|waf)_|^ec2_group$/.test(name)
  // Of a policy that is read, the others say whose it is.
  const isRead = [...task.entries.values()].some(({ value }) => value.kind === 'null')
  const parts = tellingEntries(task, isAccess).filter(([argument]) => !(isRead && WHOSE.test(argument)))
  const reason = `what the module ${name} makes of it is not analysed`
  // A task that goes undoes nothing.
  return made(path, at(place, task, ''), parts, reason).map((each) => ({
    ...each,
    kept: { limits: [], means: [each.fingerprint] },
  }))
}

const WHOSE = /(?:^|_)(?:name|type|id|arn)$|^state$/

type Part = readonly [name: string, value: Value]

function tellingEntries(map: MapValue, isAccess: boolean): readonly Part[] {
  return [...map.entries].flatMap(([name, { value }]): readonly Part[] => {
    if (NEUTRAL.test(name) || value.kind === 'null') return []
    return isAccess || isTelling(name, value) ? [[name, value]] : []
  })
}

function isTelling(name: string, value: Value): boolean {
  if (speaksOfAccess(inSnakeCase(name)) || valueSpeaksOfAccess(value, false)) return true
  if (value.kind === 'list') return value.items.some((item) => isTelling('', item))
  return (
    value.kind === 'map' && [...value.entries].some(([key, entry]) => !NEUTRAL.test(key) && isTelling(key, entry.value))
  )
}

/** What is made, by the names around it; of several of one name those that say the same are the same. */
function made(path: string, place: Place, parts: readonly Part[], reason: string): readonly OpaqueAccess[] {
  if (parts.length === 0) return []
  const names = namesAt(place).join(' ')
  const [[, first] = []] = parts
  const span = first?.spans[0] ?? NOWHERE
  const said = parts.map(([name, value]) => digestOf(name, fingerprintOf(value))).sort()
  const address = `${path}#${names === '' ? keyPath(place) : names}`
  return [
    { key: `${path}\n${names}\n${keyPath(place)}`, address, fingerprint: digestOf('made', ...said), reason, span },
  ]
}
