import packed from './actions.json' with { type: 'json' }

export type AccessLevel = 'list' | 'read' | 'write' | 'permissions management' | 'tagging'

/** What is known of one action of AWS. */
export interface ActionFacts {
  /** In AWS's spelling, e.g. `s3:GetObject`. */
  readonly name: string
  readonly level: AccessLevel
  /** ARN formats of the resource types it acts on, e.g. `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly formats: readonly string[]
  /** True where a request may name no resource at all: it then stands as `*`. */
  readonly resourceOptional: boolean
}

/** The version of the source data; a verdict may depend on it. */
export const CATALOGUE_VERSION: string = packed.version

/** Services with their packed actions; a `Map`, since names come from policies. */
const PACKED: ReadonlyMap<string, string> = new Map(Object.entries(packed.services))
const unpacked = new Map<string, ReadonlyMap<string, ActionFacts>>()

/** Every service prefix the catalogue knows. */
export function knownServices(): Iterable<string> {
  return PACKED.keys()
}

/** The actions of a service, by lower-case `service:action`; empty for an unknown service. */
export function actionsOf(service: string): ReadonlyMap<string, ActionFacts> {
  const cached = unpacked.get(service)
  if (cached !== undefined) return cached
  const actions = new Map<string, ActionFacts>()
  for (const line of (PACKED.get(service) ?? '').split(';')) {
    const facts = unpack(service, line)
    if (facts !== undefined) actions.set(facts.name.toLowerCase(), facts)
  }
  if (PACKED.has(service)) unpacked.set(service, actions)
  return actions
}

/** An action by its name in any case; undefined where AWS may have it and the catalogue does not. */
export function findAction(action: string): ActionFacts | undefined {
  const name = action.toLowerCase()
  return actionsOf(name.slice(0, Math.max(0, name.indexOf(':')))).get(name)
}

const LEVELS: ReadonlyMap<string, AccessLevel> = new Map([
  ['l', 'list'],
  ['r', 'read'],
  ['w', 'write'],
  ['p', 'permissions management'],
  ['t', 'tagging'],
])

function unpack(service: string, line: string): ActionFacts | undefined {
  const [name = '', letter = '', ...indices] = line.split(',')
  const level = LEVELS.get(letter.toLowerCase())
  if (level === undefined) return undefined
  const formats = indices.flatMap((index) => packed.formats[Number(index)] ?? [])
  return { name: `${service}:${name}`, level, formats, resourceOptional: letter !== letter.toLowerCase() }
}
