import { describe, expect, it } from 'vitest'
import { inTurn } from '../../src/review/in-turn.ts'

const REPOSITORY = { installationId: 7, owner: 'acme', repo: 'infra' }

describe('in turn', () => {
  it('what concerns one commit runs one after the other, in the order in which it came', async () => {
    const turn = inTurn()
    const told: string[] = []
    const gate = Promise.withResolvers<void>()
    const first = turn(REPOSITORY, 'a', async () => {
      told.push('first begins')
      await gate.promise
      told.push('first ends')
    })
    const second = turn(REPOSITORY, 'a', async () => told.push('second'))
    const other = turn(REPOSITORY, 'b', async () => told.push('another thing'))
    await other
    gate.resolve()
    await Promise.all([first, second])
    expect(told).toEqual(['first begins', 'another thing', 'first ends', 'second'])
  })

  it('what fails is told to whoever asked for it, and the next one runs', async () => {
    const turn = inTurn()
    const failing = turn(REPOSITORY, 'a', () => Promise.reject(new Error('no')))
    const next = turn(REPOSITORY, 'a', async () => 'done')
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('done')
  })
})
