import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { recentPayloads } from '../../src/adapters/store/recent-payloads.ts'

it('a payload that another process handles does not stay in the memory of the one that accepted it', async () => {
  const recent = recentPayloads(20)
  recent.keep('one', '{"secret":true}')
  recent.keep('two', '{}')
  expect([recent.get('one'), recent.size]).toEqual(['{"secret":true}', 2])
  recent.drop('two')
  await delay(60)
  expect([recent.size, recent.get('one')]).toEqual([0, undefined])
})
