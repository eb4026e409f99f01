import { describe, expect, it } from 'vitest'
import { diagnose, isEnforced } from '../../src/core/setup/diagnose.ts'
import { hidden, installation, seen, setupFacts } from './setup-facts.ts'

const found = (change: Parameters<typeof setupFacts>[0]) =>
  diagnose(setupFacts(change))
    .flatMap(({ findings }) => findings)
    .filter(({ id }) => id === 'floor')
    .map(({ severity, title, detail }) => `${severity}: ${title}. ${detail}`)

describe('the settings of an organisation', () => {
  it('are said to apply, or not to be there', () => {
    expect(found({ floor: seen(true) })).toEqual([expect.stringMatching(/^ok: .* apply to this repository/)])
    expect(found({ floor: seen(false) })).toEqual([expect.stringMatching(/^ok: The organisation has no settings/)])
  })

  it('that cannot be seen are neither there nor absent, and leave the gate enforced', () => {
    const facts = setupFacts({ floor: hidden('the app may not read acme/.github') })
    expect(found({ floor: facts.floor ?? seen(true) })).toEqual([
      "not-visible: The organisation's settings for all its repositories. Not visible: the app may not read acme/.github.",
    ])
    expect(isEnforced(diagnose(facts))).toBe(isEnforced(diagnose(setupFacts())))
  })

  it('are nothing that a person has', () => {
    expect(found({ floor: seen(true), installations: [installation({ isOrganization: false })] })).toEqual([])
  })
})
