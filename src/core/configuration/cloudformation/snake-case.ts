import type { MapEntry, Value } from '../../value/value.ts'

/** `VpcConfig` as `vpc_config`, `AWS::IAM::Role` as `aws_iam_role`: how Terraform spells names. */
export function inSnakeCase(name: string): string {
  return name
    .replaceAll('::', '_')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}

/** A value with all keys of its maps spelled so. */
export function withSnakeKeys(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(withSnakeKeys) }
  if (value.kind === 'unknown' && value.partial?.kind === 'either') {
    const [then, otherwise] = [withSnakeKeys(value.partial.then), withSnakeKeys(value.partial.otherwise)]
    return { ...value, partial: { ...value.partial, then, otherwise } }
  }
  if (value.kind !== 'map') return value
  const entries = [...value.entries].map(([name, entry]): readonly [string, MapEntry] => [
    inSnakeCase(name),
    { ...entry, value: withSnakeKeys(entry.value) },
  ])
  return { ...value, entries: new Map(entries) }
}
