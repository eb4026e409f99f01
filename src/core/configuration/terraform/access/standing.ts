import type { Value } from '../../../value/value.ts'
import { asText, plainText } from '../text.ts'

/** A resource, and the values that others know it by. Types are Terraform's. */
export interface Knower {
  readonly address: string
  readonly type: string
  readonly names: readonly Value[]
}

/** A resource that may belong to another one. `subjects` gives the value of an argument; undefined where it is absent. */
export interface Referrer {
  readonly address: string
  readonly subjects: (argument: string) => Value | undefined
}

/** Arguments that say what a policy or a setting belongs to, and whose name a text in them is. */
const SUBJECTS: ReadonlyMap<string, string | undefined> = new Map([
  ['bucket', 'aws_s3_bucket'],
  ['function_name', 'aws_lambda_function'],
  ['repository', 'aws_ecr_repository'],
  ['domain_name', 'aws_opensearch_domain'],
  ['backup_vault_name', 'aws_backup_vault'],
  ['queue_url', undefined],
  ['arn', undefined],
  ['topic_arn', undefined],
  ['secret_arn', undefined],
  ['resource_arn', undefined],
  ['stream_arn', undefined],
  ['key_id', undefined],
  ['file_system_id', undefined],
])

/** Of each resource by its address, the addresses of those that belong to it: they name it by a reference, or by its written name. */
export function standingOn(
  knowers: readonly Knower[],
  referrers: readonly Referrer[],
): ReadonlyMap<string, readonly string[]> {
  const byName = Map.groupBy(
    referrers.flatMap(({ address, subjects }) =>
      [...SUBJECTS].flatMap(([argument, type]) => {
        const value = subjects(argument)
        return value === undefined ? [] : subjectKeys(value, type).map((key) => ({ key, address }))
      }),
    ),
    ({ key }) => key,
  )
  const standing = knowers.map(({ address, type, names }) => {
    const keys = new Set(names.flatMap((name) => subjectKeys(name, type)))
    const found = [...keys].flatMap((key) => (byName.get(key) ?? []).map((each) => each.address))
    return [address, [...new Set(found)].filter((each) => each !== address)] as const
  })
  return new Map(standing)
}

/** A text stands for a resource of one type alone; what is not known for one thing, whatever it is. */
function subjectKeys(value: Value, type: string | undefined): readonly string[] {
  if (value.kind === 'list') return value.items.flatMap((item) => subjectKeys(item, type))
  const known = plainText(value)
  if (known !== undefined) return type === undefined ? [`arn ${known}`] : [`${type} ${known}`, `arn ${known}`]
  const [only, ...others] = asText(value)?.parts ?? []
  return only?.kind === 'symbol' && others.length === 0 ? [`symbol ${only.symbol.fingerprint}`] : []
}
