import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { githubPlanArtifacts } from '../../src/adapters/github/plan-artifacts.ts'
import { memoryPlanArtifacts } from '../../src/adapters/memory/plan-artifacts.ts'
import { zipOf } from '../adapters/archive-builder.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { type PlanArtifactsWorld, planArtifactsContract } from './plan-artifacts-contract.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra' }

describe('plans in memory', () => {
  planArtifactsContract(async () => {
    const artifacts = memoryPlanArtifacts()
    let made = 0
    return {
      artifacts,
      repository: KEY,
      elsewhere: { ...KEY, repo: 'other' },
      commit: async () => String(++made).padStart(40, '0'),
      async upload(headSha, uploads) {
        const runId = ++made
        for (const [name, texts] of Object.entries(uploads)) {
          const files = Object.entries(texts).map(([path, text]) => ({ kind: 'text', path, text }) as const)
          artifacts.upload({ repository: KEY, headSha, runId, artifact: { kind: 'files', name, files } })
        }
        return runId
      },
    }
  })
})

describe('plans on GitHub', () => {
  let github: GitHub
  let repositories = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(() => github.stop())

  planArtifactsContract(async (): Promise<PlanArtifactsWorld> => {
    repositories += 1
    const repo = `infra-${repositories}`
    const handle = await github.repository(`acme/${repo}`)
    await github.repository(`acme/elsewhere-${repositories}`)
    const { installation } = await createClients({
      ...github.app,
      appId: github.app.id,
      baseUrl: github.baseUrl,
      timers: recordingTimers(),
    })
    const repository = { installationId: github.installation('acme').id, owner: 'acme', repo }
    let pushes = 0
    return {
      artifacts: githubPlanArtifacts(installation, { apiUrl: github.baseUrl }),
      repository,
      elsewhere: { ...repository, repo: `elsewhere-${repositories}` },
      commit: () => handle.push('change', { files: { 'main.tf': `pushed = ${++pushes}\n` } }),
      upload: (sha, uploads) => handle.runWorkflow({ sha, artifacts: zips(uploads) }),
    }
  })

  it('keep to what GitHub allows, and take no credentials to the store of artifacts', () => {
    const operations = new Set(github.requests.map(({ operation }) => operation))
    expect(operations).toContain('artifact-store')
    expect(github.violations).toEqual([])
  })
})

function zips(uploads: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  return Object.fromEntries(
    Object.entries(uploads).map(([name, texts]) => {
      return [name, zipOf(Object.entries(texts).map(([path, content]) => ({ name: path, content })))]
    }),
  )
}
