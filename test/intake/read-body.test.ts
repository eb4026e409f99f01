import { describe, expect, it } from 'vitest'
import { bodyReader } from '../../src/intake/read-body.ts'

const LIMITS = { bodyBytes: 100, totalBytes: 200, withinMs: 60_000 }

describe('bodies of senders that nobody has verified', () => {
  it('that stall do not have others refused, however many they are', async () => {
    const { read } = bodyReader(LIMITS)
    const stalled = Array.from({ length: 20 }, () => read(stalling(90)))
    await settled()
    expect(await read(whole(80))).toHaveLength(80)
    const ended = await Promise.race([Promise.all(stalled.slice(0, 17)), settled().then(() => 'not ended')])
    expect(ended).toEqual(Array.from({ length: 17 }, () => 'busy'))
    expect(await read(whole(80))).toHaveLength(80)
  })

  it('that are not there in time are given up', async () => {
    const { read } = bodyReader({ ...LIMITS, withinMs: 20 })
    expect(await read(stalling(90))).toBe('too-slow')
    expect(await read(whole(100))).toHaveLength(100)
  })

  it('that are too large or break off leave room for others', async () => {
    const { read } = bodyReader(LIMITS)
    for (let round = 0; round < 5; round += 1) {
      expect(await read(whole(101))).toBe('too-large')
      expect(await read(breaking(90))).toBe('interrupted')
    }
    expect(await Promise.all([read(whole(100)), read(whole(100)), read(null)])).toMatchObject([
      { length: 100 },
      { length: 100 },
      { length: 0 },
    ])
  })
})

function whole(bytes: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes))
      controller.close()
    },
  })
}

function stalling(bytes: number): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(bytes)) })
}

function breaking(bytes: number): ReadableStream<Uint8Array> {
  let told = false
  return new ReadableStream({
    pull(controller) {
      if (told) controller.error(new Error('gone'))
      else controller.enqueue(new Uint8Array(bytes))
      told = true
    },
  })
}

/** Longer than any number of micro-tasks. */
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(() => setImmediate(resolve)))
}
