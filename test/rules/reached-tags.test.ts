import { describe, expect, it } from 'vitest'
import {
  type ResourceTags,
  type TaggedResource,
  type TaggedSide,
  tagsOver,
} from '../../src/core/authorization/tagged.ts'
import type { GrantedRegion } from '../../src/core/difference/difference.ts'
import { dataReached } from '../../src/core/rules/data-labels.ts'
import { joinedTags, reachedTags } from '../../src/core/rules/reached-tags.ts'
import { readSettings } from '../../src/core/rules/settings.ts'
import { readTagPattern, taggedWith } from '../../src/core/rules/tag-pattern.ts'
import fc from '../seeded-properties.ts'
import { granted } from './facts.ts'

const tags = (known: Readonly<Record<string, string | undefined>>, isOpen = false): ResourceTags => ({
  known: new Map(Object.entries(known)),
  isOpen,
})
const PERSONAL = tags({ data: 'personal' })

const bucket = (change: Partial<TaggedResource> = {}): TaggedResource => ({
  ...{ address: 'aws_s3_bucket.people', type: 'aws_s3_bucket', name: 'people', tags: PERSONAL, standing: [] },
  ...change,
})
const side = (...tagged: readonly TaggedResource[]): TaggedSide => ({
  declared: new Map([
    ['aws_s3_bucket.logs', 'aws_s3_bucket'],
    ...tagged.map((each) => [each.address, each.type] as const),
  ]),
  placed: new Set(['aws_sqs_queue_policy.other']),
  tagged,
})
const region = (resources: readonly string[], change: Partial<GrantedRegion> = {}): GrantedRegion => {
  const [first] = granted({ resources, actions: ['s3:GetObject'] }).regions
  return { ...first, policyKind: 'identity', ...change }
}
const reached = (resources: readonly string[], resource = bucket(), change: Partial<GrantedRegion> = {}) => {
  const found = reachedTags(region(resources, change), [side(resource)], { left: 1_000_000 })
  return found === undefined ? 'no' : found.tags.every(({ isCertain }) => isCertain) ? 'yes' : 'maybe'
}

describe('a resource with tags', () => {
  const DYNAMODB = { actions: ['dynamodb:GetItem'] }
  const unnamed = bucket({ name: '${aws_s3_bucket.people.bucket}' })
  const table = bucket({ address: 'aws_dynamodb_table.t', type: 'aws_dynamodb_table', name: 't' })
  it.each<[string, readonly string[], TaggedResource, 'yes' | 'maybe' | 'no', Partial<GrantedRegion>?]>([
    ['its ARN', ['arn:aws:s3:::people'], bucket(), 'yes'],
    ['what is in it', ['arn:aws:s3:::people/a.csv'], bucket(), 'yes'],
    ['a wildcard that covers it', ['arn:aws:s3:::p*'], bucket(), 'yes'],
    ['a reference to it', ['${aws_s3_bucket.people.arn}/*'], bucket(), 'yes'],
    ['its name in an ARN', ['arn:aws:s3:::${aws_s3_bucket.people.id}/*'], unnamed, 'yes'],
    ['everything', ['*'], bucket(), 'yes'],
    ['something unknown', ['${var.bucket}/*'], bucket(), 'maybe'],
    ['everything but another one', ['everything except arn:aws:s3:::logs'], bucket(), 'maybe'],
    ['every bucket, where its name is not known', ['arn:aws:s3:::*'], unnamed, 'yes'],
    ['a wildcard, where its name is not known', ['arn:aws:s3:::p*'], unnamed, 'maybe'],
    [
      'an unknown key of its group',
      ['${aws_s3_bucket.b[*].arn}'],
      bucket({ address: 'aws_s3_bucket.b["x"]' }),
      'maybe',
    ],
    ['several unknown segments at once', ['arn:aws:dynamodb:${var.place}:table/t'], table, 'maybe', DYNAMODB],
    ['an unknown partition', ['arn:${AWS::Partition}:s3:::people/*'], bucket(), 'maybe'],
    ['another bucket in an unknown partition', ['arn:${AWS::Partition}:s3:::logs/*'], bucket(), 'no'],
    ['an unknown folder of another bucket', ['arn:aws:s3:::logs/${var.folder}/*'], bucket(), 'no'],
    ['another bucket', ['arn:aws:s3:::logs/*'], bucket(), 'no'],
    ['a longer name', ['arn:aws:s3:::people-test/*'], bucket(), 'no'],
    ['a reference to another one', ['${aws_s3_bucket.logs.arn}/*'], bucket(), 'no'],
    ['the name of another one in an ARN', ['arn:aws:s3:::${aws_s3_bucket.logs.id}/*'], bucket(), 'no'],
    ['another written name, where its own is not known', ['arn:aws:s3:::logs/*'], unnamed, 'no'],
    ['everything, by actions of another service', ['*'], bucket(), 'no', { actions: ['sqs:SendMessage'] }],
    ['everything, by listing', ['*'], bucket(), 'no', { actions: ['s3:ListAllMyBuckets'] }],
    ['a table of its name', ['arn:aws:dynamodb:*:*:table/people'], bucket(), 'no', DYNAMODB],
    ['an index of a table', ['arn:aws:dynamodb:*:1:table/t/index/a'], table, 'yes', { actions: ['dynamodb:Query'] }],
  ])('is looked for in %s', (_what, resources, resource, answer, change = {}) => {
    expect(reached(resources, resource, change)).toBe(answer)
  })

  it('is reached by a policy that stands on it, and not by what its own holder may do elsewhere', () => {
    const stood = bucket({ standing: ['aws_s3_bucket_policy.people'] })
    const address = 'aws_s3_bucket_policy.people'
    expect(reached(['arn:aws:s3:::logs'], stood, { address, policyKind: 'resource' })).toBe('yes')
    const role = bucket({ address: 'aws_iam_role.app', type: 'aws_iam_role' })
    expect(reached(['arn:aws:s3:::logs'], role, { address: 'aws_iam_role.app' })).toBe('no')
  })

  it('is not reached by a policy that stands on another one, whatever it names, and may be by one of nobody knows what', () => {
    const other = { address: 'aws_sqs_queue_policy.other', policyKind: 'resource' } as const
    expect(reached(['*'], bucket(), other)).toBe('no')
    expect(reached(['arn:aws:s3:::people'], bucket(), other)).toBe('no')
    expect(reached(['*'], bucket(), { ...other, address: 'aws_s3_bucket_policy.unknown' })).toBe('maybe')
  })

  it('is reached, not passed over, where comparing takes too long', () => {
    const many = Array.from({ length: 400 }, (_, index) => `arn:aws:s3:::${'*a'.repeat(50)}${index}`)
    const found = reachedTags(region(many), [side(bucket())], { left: 1_000 })
    expect(found?.tags).toMatchObject([{ key: 'data', value: 'personal', isCertain: false }])
  })

  it('may have any tag where too many are reached', () => {
    const all = Array.from({ length: 500 }, (_, index) =>
      bucket({ name: `b${index}`, tags: tags({ [`k${index}`]: 'v' }) }),
    )
    const found = reachedTags(region(['*']), [side(...all)], { left: 10_000_000 })
    expect(found?.tags.length).toBeLessThan(300)
    expect(found?.open).toBe('aws_s3_bucket.people')
  })
})

describe('data by tags', () => {
  const labels = (pattern: string, own: ResourceTags) => {
    const found = reachedTags(region(['*']), [side(bucket({ tags: own }))], { left: 1_000_000 })
    const fact = granted({})
    const regions = [{ ...fact.regions[0], resources: ['x'], ...(found === undefined ? {} : { tags: found }) }] as const
    return dataReached({ ...fact, regions }, [{ label: 'pii', patterns: [pattern] }])
  }
  const CERTAIN = [{ label: 'pii', resource: 'aws_s3_bucket.people' }]
  const MAYBE = [{ ...CERTAIN[0], isUncertain: true }]
  it.each([
    ['tag:data=personal', tags({ data: 'personal' }), CERTAIN],
    ['TAG:Data=PERSONAL', tags({ dATA: 'Personal' }), CERTAIN],
    ['tag:data=p*', tags({ data: 'personal' }), CERTAIN],
    ['tag:data', tags({ data: undefined }), CERTAIN],
    ['tag:data', tags({ data: 'anything' }), CERTAIN],
    ['tag:data=personal', tags({ data: undefined }), MAYBE],
    ['tag:data=personal', tags({}, true), MAYBE],
    ['tag:data=personal', tags({ team: 'web' }, true), MAYBE],
    ['tag:data=personal', tags({ data: 'public' }), []],
    ['tag:data=', tags({ data: 'personal' }), []],
    ['tag:data=a=b', tags({ data: 'a=b' }), CERTAIN],
    ['tag:owner', tags({ data: 'personal' }), []],
  ])('%s of %j', (pattern, own, expected) => {
    expect(labels(pattern, own)).toEqual(expected)
  })

  it('of several variants are those of either, what is certain before what may be', () => {
    const one = { tags: [{ key: 'a', value: '1', resource: 'x', isCertain: false }] }
    const other = { tags: [{ key: 'a', value: '1', resource: 'y', isCertain: true }], open: 'z' }
    const certain = { tags: [{ key: 'a', value: '1', resource: 'y', isCertain: true }], open: 'z' }
    expect(joinedTags(one, other)).toEqual(certain)
    expect(joinedTags(other, one)).toEqual(certain)
  })

  it('are never less for what is not known: a value that becomes unknown keeps every label', () => {
    const written = fc.dictionary(fc.constantFrom('data', 'team', 'Data'), fc.constantFrom('a', 'b'))
    const asked = fc.constantFrom('tag:data=a', 'tag:team', 'tag:team=b', 'tag:data=*')
    fc.assert(
      fc.property(written, asked, fc.constantFrom('data', 'team'), (values, pattern, hidden) => {
        const read = readTagPattern(pattern)
        if (read === undefined) throw new Error('no pattern of tags')
        const found = (own: ResourceTags) =>
          taggedWith(
            reachedTags(region(['*']), [side(bucket({ tags: own }))], { left: 1_000_000 }) ?? { tags: [] },
            read,
          )
        if (found(tags(values)) === undefined) return
        const without = Object.fromEntries(Object.entries(values).filter(([key]) => key !== hidden))
        expect(found(tags(Object.hasOwn(values, hidden) ? { ...values, [hidden]: undefined } : values))).toBeDefined()
        expect(found(tags(without, true))).toBeDefined()
      }),
    )
  })
})

describe('a pattern of tags in settings', () => {
  it.each(['tag:', 'tag:=personal', 'Tag: '])('%j names no tag, and is an error at its place', (pattern) => {
    const yml = `version: 1\ndataClassification:\n  pii: [customers, ${JSON.stringify(pattern)}]\n`
    const { located, readable } = readSettings({ yml }, [])
    expect(readable).toBe(false)
    expect(located).toMatchObject([{ line: 3, column: 20 }])
    expect(`${located[0]?.summary} ${located[0]?.detail}`).toContain('tag:key=value')
  })
})

describe('default tags', () => {
  it('give way to those of the resource, and may be anything where these are not known', () => {
    const defaults = tags({ data: 'personal', team: 'web' })
    expect(tagsOver(defaults, tags({ data: 'public' })).known.get('data')).toBe('public')
    expect(tagsOver(defaults, tags({ data: 'public' }, true))).toEqual(tags({ data: 'public', team: undefined }, true))
  })
})
