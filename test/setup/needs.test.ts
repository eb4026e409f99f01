import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { EVENT_NEEDS, includesLevel, PERMISSION_NEEDS } from '../../src/core/setup/needs.ts'

const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'))

describe("the app's manifest", () => {
  it('asks for no permission and no event that no feature needs', () => {
    for (const [name, level] of Object.entries(manifest.default_permissions)) {
      expect(PERMISSION_NEEDS).toContainEqual(expect.objectContaining({ permission: name, level }))
    }
    for (const event of manifest.default_events) expect(EVENT_NEEDS).toContainEqual(expect.objectContaining({ event }))
  })

  it('asks for all that the gate cannot be safe without', () => {
    const permissions = PERMISSION_NEEDS.filter(({ loss }) => loss !== 'advice')
    for (const { permission, level } of permissions) {
      expect(includesLevel(manifest.default_permissions[permission], level), permission).toBe(true)
    }
    const events = EVENT_NEEDS.filter(({ loss }) => loss !== 'advice').map(({ event }) => event)
    expect(manifest.default_events).toEqual(expect.arrayContaining(events))
  })
})
