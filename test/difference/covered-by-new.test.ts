import { describe, expect, it } from 'vitest'
import { isCoveredByNew } from '../../src/core/difference/covered-by-new.ts'
import type { TextPart } from '../../src/core/value/value.ts'
import { freshBucket, freshRole, text } from './fresh.ts'

const queue = freshRole({
  type: 'aws_sqs_queue',
  address: 'aws_sqs_queue.app',
  names: new Set(['fingerprint-queue_arn', 'fingerprint-queue_url']),
  arns: new Set(['fingerprint-queue_arn']),
  principal: [],
  chosen: text('jobs'),
})
const group = freshRole({
  type: 'aws_cloudwatch_log_group',
  names: new Set(['fingerprint-group_arn']),
  arns: new Set(['fingerprint-group_arn']),
  principal: [],
  within: ':',
})
const named = freshBucket({ names: new Set(), arns: new Set(), chosen: text('example-new') })
const FRESH = [queue, group, freshBucket(), named]

const isCovered = (pattern: string, fresh = FRESH) => isCoveredByNew(text(pattern), fresh)

describe('a pattern reaches nothing but what is new', () => {
  it.each([
    ['the ARN of a new resource', '<queue_arn>'],
    ['the ARN of a new bucket', '<bucket_arn>'],
    ['what is in a new bucket', '<bucket_arn>/*'],
    ['a part of what is in it that is not known', '<bucket_arn>/<prefix>/*'],
    ['what is in a new group of logs', '<group_arn>:*'],
    ['an ARN made of the name of a new bucket', 'arn:aws:s3:::<bucket_name>'],
    ['what is in it', 'arn:aws:s3:::<bucket_name>/*'],
    ['an ARN of another partition', 'arn:aws-us-gov:s3:::<bucket_name>/*'],
    ['an ARN of a new bucket with a name that is written', 'arn:aws:s3:::example-new'],
    ['what is in that', 'arn:aws:s3:::example-new/*'],
    ['a part of that which is not known', 'arn:aws:s3:::example-new/<prefix>*'],
  ])('with %s: %s', (_what, pattern) => {
    expect(isCovered(pattern)).toBe(true)
  })

  it.each([
    ['every resource', '*'],
    ['nothing', ''],
    ['the ARN of another', '<other_arn>'],
    ['a name that is no ARN', '<queue_url>'],
    ['the name of a bucket alone', '<bucket_name>'],
    ['an ARN that a longer one begins with', '<queue_arn>*'],
    ['what would be in something that holds nothing', '<queue_arn>/*'],
    ['buckets whose ARN begins with that of a new one', '<bucket_arn>*'],
    ['an ARN with something unknown behind it', '<bucket_arn><suffix>'],
    ['what would be another resource', '<group_arn>/*'],
    ['buckets whose names begin with that of a new one', 'arn:aws:s3:::<bucket_name>-*'],
    ['a name with something unknown behind it', 'arn:aws:s3:::<bucket_name><suffix>'],
    ['the ARN where a name would be', 'arn:aws:s3:::<bucket_arn>'],
    ['the name of what is no bucket', 'arn:aws:s3:::jobs'],
    ['an ARN of another kind with the name', 'arn:aws:sqs:::<bucket_name>'],
    ['an ARN that something stands before', 'x:arn:aws:s3:::<bucket_name>'],
    ['a partition of no such form', 'arn:aws2:s3:::<bucket_name>'],
    ['buckets of a longer name', 'arn:aws:s3:::example-new-2'],
    ['buckets of a name that begins so', 'arn:aws:s3:::example-new*'],
    ['a written name with something unknown behind it', 'arn:aws:s3:::example-new<suffix>'],
    ['another name', 'arn:aws:s3:::example-old/*'],
    ['every bucket', 'arn:aws:s3:::'],
    ['a partition that may be anything', 'arn:<x>:s3:::<bucket_name>'],
  ])('but not with %s: %s', (_what, pattern) => {
    expect(isCovered(pattern)).toBe(false)
  })

  it('only where the name of a bucket is known and not empty', () => {
    const [empty, unsure] = [text(''), text('a<x>')].map((chosen) => freshBucket({ names: new Set(), chosen }))
    if (empty === undefined || unsure === undefined) throw new Error('two buckets')
    expect(isCovered('arn:aws:s3:::/x', [empty])).toBe(false)
    expect(isCovered('arn:aws:s3:::a<x>', [unsure])).toBe(false)
    expect(isCovered('arn:aws:s3:::<bucket_name>', [])).toBe(false)
  })
})

describe('a partition that is asked for', () => {
  const span = { file: 'main.tf', start: 0, end: 0 }
  const asked = (address: string): TextPart => {
    return { kind: 'symbol', symbol: { address, fingerprint: address, reason: 'is only known after apply', span } }
  }
  const isCoveredParts = (...parts: readonly TextPart[]) =>
    isCoveredByNew({ kind: 'text', parts, spans: [span] }, FRESH)
  const literal = (written: string): TextPart => ({ kind: 'literal', text: written })

  it.each([
    'data.aws_partition.current.partition',
    'data.aws_partition.current.id',
    'module.app.data.aws_partition.current.partition',
    'AWS::Partition',
  ])('is one: %s', (address) => {
    expect(isCoveredParts(literal('arn:'), asked(address), literal(':s3:::example-new/*'))).toBe(true)
    expect(isCoveredParts(literal('arn:'), asked(address), literal(':s3:::'), ...text('<bucket_name>/*').parts)).toBe(
      true,
    )
  })

  it.each(['var.partition', 'AWS::Partition.x', 'xAWS::Partition', 'data.aws_partition.current.dns_suffix'])(
    'is not one, and may make it the ARN of anything: %s',
    (address) => {
      expect(isCoveredParts(literal('arn:'), asked(address), literal(':s3:::example-new/*'))).toBe(false)
    },
  )

  it('stands between the beginning of an ARN and the service', () => {
    const partition = asked('AWS::Partition')
    expect(isCoveredParts(literal('x:arn:'), partition, literal(':s3:::example-new'))).toBe(false)
    expect(isCoveredParts(literal('arn:'), partition, literal(':sqs:::example-new'))).toBe(false)
    expect(isCoveredParts(literal('arn:'), partition, literal('x:s3:::example-new'))).toBe(false)
    expect(isCoveredParts(literal('arn:'), partition)).toBe(false)
    expect(isCoveredParts(literal('arn:'), partition, partition)).toBe(false)
    expect(isCoveredParts(literal('arn:'), literal('aws'), literal(':s3:::example-new'))).toBe(false)
  })
})
