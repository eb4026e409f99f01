import { fingerprintOf } from '../../../value/fingerprint.ts'
import { knownText, type MapValue, type Value } from '../../../value/value.ts'

/** One step from a document to something in it: what it goes through, and the key that it takes there. */
export interface Step {
  readonly through: Value
  /** Absent for an item of a list. */
  readonly key?: string
  readonly index?: number
}

/** Where in a file something stands. */
export interface Place {
  readonly root: Value
  readonly steps: readonly Step[]
}

/** The keys that lead there, the items of lists without their numbers: `provider.iam.role.statements`, `roles[].policy`. */
export function keyPath({ steps }: Place): string {
  const keys = steps.map(({ key }) => (key === undefined ? '[]' : `.${key}`)).join('')
  return SAME_PLACES.reduce((path, [written, same]) => path.replace(written, same), keys.replace(/^\./, ''))
}

/** Where the Serverless Framework lets the same thing be written. Source: "IAM permissions", Serverless Framework. */
const SAME_PLACES: readonly (readonly [RegExp, string])[] = [
  [/^provider\.iamRoleStatements$/, 'provider.iam.role.statements'],
  [/^provider\.iamManagedPolicies(?=$|\[)/, 'provider.iam.role.managedPolicies'],
]

/** What tells it from others of the same path: the names of the objects that it is in, and of whom it is for. */
export function namesAt({ steps }: Place): readonly string[] {
  return steps.flatMap((step, index) => {
    if (step.through.kind !== 'map') return []
    const isParent = steps.slice(index + 1).every(({ key }) => key === undefined)
    return namesOf(step.through, step.key, isParent || !isTask(step, steps[index + 1]))
  })
}

/** A task of Ansible has a title, which names nothing. Source: "Amazon.Aws", Ansible documentation. */
function isTask({ key = '' }: Step, inner: Step | undefined): boolean {
  return inner?.through.kind === 'map' && ANSIBLE_MODULE.test(key)
}

export const ANSIBLE_MODULE = /^(?:(?:amazon|community)\.aws\.\w+|(?:iam|s3|sqs|sns|kms|ecs|ecr|efs|lambda|aws)_\w+)$/

/** `taken` is the key that the path takes: what lies behind it is no name. */
function namesOf(map: MapValue, taken: string | undefined, hasName: boolean): readonly string[] {
  const object = objectName(map)
  if (object !== undefined) return [object]
  return [...map.entries].flatMap(([key, { value }]) => {
    const isName = key !== taken && (TARGET.test(key) || (hasName && OWN_NAME.test(key)))
    const name = isName ? nameIn(value) : undefined
    return name === undefined ? [] : [TARGET.test(key) ? `${key}=${name}` : name]
  })
}

/** `Policy/default/reader` of an object of Kubernetes. */
function objectName({ entries }: MapValue): string | undefined {
  const [kind, metadata] = [entries.get('kind')?.value, entries.get('metadata')?.value]
  if (kind?.kind !== 'text' || metadata?.kind !== 'map') return undefined
  const [namespace, name] = ['namespace', 'name'].map((key) => {
    const value = metadata.entries.get(key)?.value
    return value === undefined ? undefined : nameIn(value)
  })
  return name === undefined ? undefined : [nameIn(kind), namespace, name].filter((part) => part !== undefined).join('/')
}

const OWN_NAME = /^(?:name|id|sid)$/i
/** Whom a policy is for. */
const TARGET =
  /^(?:(?:iam|role|user|group|policy|bucket|queue|topic|repository|key|function|secret|vault|principal)[-_]?(?:name|type|ref|selector|id|arn|url)|role|roles|user|users|group|groups|bucket|queue|topic|repository|targets?|targetIds?)$/i

function nameIn(value: Value): string | undefined {
  if (value.kind === 'number') return value.digits
  if (value.kind === 'text' && value.parts.length > 0) {
    const text = knownText(value)
    if (text === undefined) return `#${fingerprintOf(value)}`
    return text.length <= MAX_NAME ? text : undefined
  }
  return isReference(value, 0) ? `#${fingerprintOf(value)}` : undefined
}

/** Longer texts say something of their own. */
const MAX_NAME = 300
const MAX_DEPTH = 2

/** Names within names, as `roleRef: {name: app}`: nothing that may hold policies of its own. */
function isReference(value: Value, depth: number): boolean {
  if (value.kind === 'unknown') return true
  const inner =
    value.kind === 'list'
      ? value.items
      : value.kind === 'map'
        ? [...value.entries.values()].map((each) => each.value)
        : []
  if (depth > MAX_DEPTH || inner.length === 0 || (value.kind === 'list' && depth > 0)) return false
  return inner.every(
    (each) =>
      each.kind === 'number' ||
      each.kind === 'boolean' ||
      isName(each) ||
      (value.kind === 'map' && isReference(each, depth + 1)),
  )
}

function isName(value: Value): boolean {
  return value.kind === 'text' && (knownText(value) ?? '').length <= MAX_NAME
}

/**
 * The lists' items that something is in, the outermost first: of several things at one place, they tell which is
 * which. What is around the lists counts only where a file has several documents.
 */
export function surroundings({ root, steps }: Place, isOnlyDocument: boolean): readonly Value[] {
  const items = steps.flatMap(({ through, index }) => {
    const item = through.kind === 'list' && index !== undefined ? through.items[index] : undefined
    return item === undefined ? [] : [item]
  })
  return isOnlyDocument ? items : [root, ...items]
}
