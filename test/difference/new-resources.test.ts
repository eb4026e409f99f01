import { describe, expect, it } from 'vitest'
import { type DeclaredResource, type Inventory, NOTHING_DECLARED } from '../../src/core/authorization/inventory.ts'
import { newResources } from '../../src/core/difference/new-resources.ts'
import { declaredBucket, text } from './fresh.ts'

function inventory(resources: readonly DeclaredResource[], mentioned: readonly string[] = []): Inventory {
  return { ...NOTHING_DECLARED, resources, mentions: (name) => mentioned.includes(name) }
}

/** The addresses of what is new, where what is asked about is everything that the change reaches. */
function told(base: Inventory, head: Inventory): readonly string[] {
  return newResources(head, [base], [head]).map(({ address }) => address)
}

const app = declaredBucket({ chosen: text('example-app') })
const old = declaredBucket({ address: 'aws_s3_bucket.old', chosen: text('example-old') })
const queue = declaredBucket({ type: 'aws_sqs_queue', address: 'aws_sqs_queue.old', chosen: text('example-app') })

describe('a resource is new', () => {
  it.each([
    ['where nothing was', []],
    ['beside others', [old]],
    ['beside what only has the same name and is something else', [queue]],
  ])('%s', (_where, before) => {
    expect(told(inventory(before), inventory([...before, app]))).toEqual([app.address])
  })

  it('whose name nobody has chosen, beside others', () => {
    const made = declaredBucket()
    expect(told(inventory([old]), inventory([old, made]))).toEqual([made.address])
  })

  it('though something of another type goes', () => {
    expect(told(inventory([queue]), inventory([app]))).toEqual([app.address])
  })

  it('and what it is known by is told', () => {
    const known = { names: new Set(['n']), arns: new Set(['a']), principal: ['role:app'] }
    const [found] = newResources(inventory([{ ...app, known: () => known }]), [NOTHING_DECLARED], [inventory([app])])
    expect(found).toMatchObject({ address: app.address, ...known })
  })

  it('of what is asked about, by everything that the change reaches', () => {
    const [head, further] = [inventory([app]), inventory([declaredBucket({ address: 'aws_s3_bucket.far' })])]
    const found = newResources(head, [NOTHING_DECLARED, inventory([])], [head, further])
    expect(found.map(({ address }) => address)).toEqual([app.address])
  })
})

describe('a resource is not certainly new', () => {
  it('that was there', () => {
    expect(told(inventory([app]), inventory([app]))).toEqual([])
  })

  it('that came to be declared later than it was made', () => {
    expect(told(inventory([]), inventory([{ ...app, isAdopted: true }]))).toEqual([])
  })

  it('where one of its type goes, since that may have been renamed', () => {
    expect(told(inventory([old]), inventory([app]))).toEqual([])
  })

  it('unless what goes here stays elsewhere', () => {
    const head = inventory([app])
    const found = newResources(head, [inventory([old])], [head, inventory([old])])
    expect(found.map(({ address }) => address)).toEqual([app.address])
  })

  it('whose name was written before', () => {
    expect(told(inventory([], ['example-app']), inventory([app]))).toEqual([])
    expect(newResources(inventory([app]), [inventory([]), inventory([], ['example-app'])], [inventory([app])])).toEqual(
      [],
    )
  })

  it.each([
    ['it', { mayBeMany: true }, {}],
    ['the one that was there', {}, { mayBeMany: true }],
  ])('where %s may be any of the same group', (_which, now, before) => {
    const group = { group: 'aws_s3_bucket.app' }
    const known = declaredBucket({ ...group, ...before, address: 'aws_s3_bucket.app[0]' })
    const added = declaredBucket({ ...group, ...now, address: 'aws_s3_bucket.app[1]' })
    expect(told(inventory([known]), inventory([known, added]))).toEqual([])
    const [other, many] = [
      { ...known, group: 'another' },
      { ...added, address: 'aws_s3_bucket.app[1]' },
    ]
    expect(told(inventory([other]), inventory([other, many]))).toEqual([many.address])
  })

  it('as another instance of the same group is', () => {
    const [known, added] = ['a', 'b'].map((key) =>
      declaredBucket({ address: `aws_s3_bucket.app["${key}"]`, group: 'aws_s3_bucket.app' }),
    )
    if (known === undefined || added === undefined) throw new Error('two')
    expect(told(inventory([known]), inventory([known, added]))).toEqual([added.address])
  })
})

describe('a name may be one that was there', () => {
  it.each([
    ['the same', 'app', 'app'],
    ['the same in another case', 'APP', 'app'],
    ['one that is not known', '<x>', 'app'],
    ['one of which the end is not known', 'app-<x>', 'app-old'],
    ['one of which the beginning is not known', '<x>-app', 'old-app'],
    ['one of which the middle is not known', 'a<x>z', 'abz'],
    ['one whose unknown part may be empty', 'app<x>', 'app'],
    ['two that are not known', '<x>-app', '<y>-app'],
    ['the same that is not known', '<x>', '<x>'],
    ['one with an unknown part on either side', 'app-<x>', '<y>-old'],
    ['one with an unknown part between what differs', 'a<x>', '<x>a'],
  ])('with %s: %s and %s', (_how, now, before) => {
    for (const [one, other] of [
      [now, before],
      [before, now],
    ] as const) {
      const known = { ...old, chosen: text(other) }
      expect(told(inventory([known]), inventory([known, { ...app, chosen: text(one) }]))).toEqual([])
    }
  })

  it.each([
    ['another', 'app', 'old'],
    ['a longer one', 'app', 'app2'],
    ['one that begins in another way', 'app-<x>', 'old-<x>'],
    ['one that ends in another way', '<x>-app', '<x>-old'],
    ['one that begins in another way before what is not known', 'app-<x>', 'old-<y>'],
    ['one that ends in another way behind what is not known', '<x>-app', '<y>-old'],
    ['one with more behind what is not known', '<x>-app', '<x>-app2'],
    ['one with more before what is not known', 'a-<x>', 'b-a-<x>'],
  ])('but not with %s: %s and %s', (_how, now, before) => {
    for (const [one, other] of [
      [now, before],
      [before, now],
    ] as const) {
      const known = { ...old, chosen: text(other) }
      const added = { ...app, chosen: text(one) }
      expect(told(inventory([known]), inventory([known, added]))).toEqual([added.address])
    }
  })
})
