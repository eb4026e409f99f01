import { knownText, type TextPart, type TextValue, type UnknownSymbol } from '../value/value.ts'
import type { NewResource } from './new-resources.ts'

/** Whether a pattern of resources reaches nothing but new resources, and what is in them. */
export function isCoveredByNew({ parts }: TextValue, fresh: readonly NewResource[]): boolean {
  return isWithinArn(parts, fresh) || isWithinBucket(parts, fresh)
}

/** The ARN of a new resource, alone or with what it holds behind it: not the beginning of a longer ARN. */
function isWithinArn([first, second]: readonly TextPart[], fresh: readonly NewResource[]): boolean {
  if (first?.kind !== 'symbol') return false
  const resource = fresh.find(({ arns }) => arns.has(first.symbol.fingerprint))
  return resource !== undefined && isWithin(second, resource)
}

/** What follows begins with what ends the name. Whatever stands behind that is within the resource. */
function isWithin(next: TextPart | undefined, { within }: NewResource): boolean {
  if (next === undefined) return true
  return within !== undefined && next.kind === 'literal' && next.text.startsWith(within)
}

/** The ARN of a bucket is made of its name, which no other bucket in the world has. */
function isWithinBucket(parts: readonly TextPart[], fresh: readonly NewResource[]): boolean {
  const rest = behindBucketPrefix(parts)
  if (rest === undefined) return false
  const buckets = fresh.filter(({ type }) => type === 'aws_s3_bucket')
  const [first, second] = rest
  if (first?.kind === 'symbol') {
    const bucket = buckets.find(({ names, arns }) => names.difference(arns).has(first.symbol.fingerprint))
    return bucket !== undefined && isWithin(second, bucket)
  }
  if (first?.kind !== 'literal') return false
  return buckets.some(({ chosen }) => {
    const name = chosen === undefined ? undefined : knownText(chosen)
    if (name === undefined || name === '' || !first.text.startsWith(name)) return false
    const behind = first.text.slice(name.length)
    return behind === '' ? second === undefined : behind.startsWith('/')
  })
}

/** The parts behind `arn:aws:s3:::`, whatever the partition is; undefined where it begins in another way. */
function behindBucketPrefix(parts: readonly TextPart[]): readonly TextPart[] | undefined {
  const [first, second, third, ...others] = parts
  if (first?.kind !== 'literal') return undefined
  const known = /^arn:aws(?:-[a-z]+)*:s3:::/.exec(first.text)
  if (known !== null) return withFirst(first.text.slice(known[0].length), parts.slice(1))
  const isOpen = first.text === 'arn:' && second?.kind === 'symbol' && isPartition(second.symbol)
  if (!isOpen || third?.kind !== 'literal' || !third.text.startsWith(':s3:::')) return undefined
  return withFirst(third.text.slice(':s3:::'.length), others)
}

function withFirst(text: string, others: readonly TextPart[]): readonly TextPart[] {
  return text === '' ? others : [{ kind: 'literal', text }, ...others]
}

/** What stands there must be a partition: anything else could make it another ARN. */
function isPartition({ address }: UnknownSymbol): boolean {
  return /^(?:AWS::Partition|(?:module\.[\w-]+\.)*data\.aws_partition\.[\w-]+\.(?:partition|id))$/.test(address)
}
