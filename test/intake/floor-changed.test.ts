import { describe, expect, it } from 'vitest'
import { onInstallationRepositories } from '../../src/intake/events/installation.ts'
import { floorChanged } from '../../src/intake/floor-changed.ts'

function listening() {
  const heard: string[] = []
  const dependencies = {
    outdatedAnswers: { outdate: async (owner: string) => void heard.push(`outdated ${owner}`) },
    observations: {
      forgetAll: async ({ owner, repo = '*' }: { owner: string; repo?: string }) =>
        void heard.push(`again ${owner}/${repo}`),
    },
    catchUpSoon: async () => void heard.push('soon'),
    departures: { returned: async () => {}, forgetLedger: async () => {} },
    content: { forget: async () => {} },
  }
  return { heard, dependencies }
}

describe('the repository of the floor', () => {
  it('has every pull request of the organisation examined again, whatever its name is spelt like', async () => {
    const { heard, dependencies } = listening()
    await floorChanged({ owner: 'Acme', repo: '.GitHub' }, dependencies)
    expect(heard).toEqual(['outdated Acme', 'again Acme/*', 'soon'])
  })

  it('is no other one', async () => {
    const { heard, dependencies } = listening()
    await floorChanged({ owner: 'Acme', repo: 'github' }, dependencies)
    expect(heard).toEqual([])
  })

  it('is read anew when it comes into the installation, and when it is taken out', async () => {
    for (const key of ['repositories_added', 'repositories_removed']) {
      const { heard, dependencies } = listening()
      const none = { repositories_added: [], repositories_removed: [] }
      const installation = { id: 7, account: { login: 'acme' } }
      await onInstallationRepositories(
        { action: 'any', installation, ...none, [key]: [{ full_name: 'acme/.github' }] },
        dependencies,
      )
      expect(heard, key).toContain('again acme/*')
    }
  })
})
