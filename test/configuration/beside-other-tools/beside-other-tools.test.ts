import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { described, foundIn } from '../every-resource/found-in.ts'
import { ADDRESSES } from './addresses.ts'
import { CONNECTIONS } from './connections.ts'
import { FILTERS_AND_LOGINS } from './filters-and-logins.ts'
import { IDENTITY } from './identity.ts'
import { NETWORK } from './network.ts'
import { NO_ACCESS } from './no-access.ts'
import { changeOf, DIRECTIONS, type Language, type Pair } from './pair.ts'
import { RECORDS } from './records.ts'
import { SERVICES } from './services.ts'
import { STORAGE } from './storage.ts'

const PAIRS: readonly Pair[] = [
  ...IDENTITY,
  ...STORAGE,
  ...NETWORK,
  ...ADDRESSES,
  ...SERVICES,
  ...FILTERS_AND_LOGINS,
  ...CONNECTIONS,
  ...RECORDS,
  ...NO_ACCESS,
]

it('docs/aws-resources.md says of how many checks there are pairs', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'aws-resources.md'), 'utf8')
  const numbers = PAIRS.filter(({ answer }) => answer !== 'silent').flatMap(({ checks }) => checks.split(' '))
  const [checkov, trivy] = [/^CKV/, /^AWS-/].map((of) => new Set(numbers.filter((each) => of.test(each))).size)
  expect(page).toContain(`(${checkov} of Checkov's and ${trivy} of Trivy's)`)
})

describe.each([
  ['terraform', 'main.tf'],
  ['cloudformation', 'template.yaml'],
] as const)('what other tools check, in %s', async (language: Language, file) => {
  const pairs = PAIRS.flatMap((pair) => (pair[language] === undefined ? [] : [{ pair, side: pair[language] }]))
  const found = await foundIn(
    pairs.flatMap(({ side }, at) =>
      DIRECTIONS.map((direction) => changeOf(`${direction.replaceAll(' ', '-')}/${at}`, language, side, direction)),
    ),
    file,
  )

  it.each(pairs.map(({ pair }, at) => [pair.subject, pair.checks, at] as const))('%s (%s)', (_, __, at) => {
    const { answer, back } = pairs[at]?.pair ?? {}
    const said = DIRECTIONS.map((direction) => [
      ...new Set(
        (found.get(`${direction.replaceAll(' ', '-')}/${at}`) ?? [])
          .flatMap(described)
          .map((each) => each.replace(/ .*/, '')),
      ),
    ])
    expect(said).toEqual([answer === 'silent' ? [] : [answer], back === undefined ? [] : [back], []])
  })
})
