import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GitTrees, gitTrees } from '../../src/adapters/git/git-trees.ts'
import { createClients } from '../../src/adapters/github/clients.ts'
import { githubSourceTrees } from '../../src/adapters/github/source-trees.ts'
import { type MemoryEntry, memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { sourceTreesContract } from './source-trees-contract.ts'

type Files = Readonly<Record<string, MemoryEntry>>

describe('source trees in memory', () => {
  sourceTreesContract(async (files) => ({ trees: memorySourceTrees({ head: files }), revision: 'head' }))
})

describe('source trees that git keeps', () => {
  let github: GitHub
  let repositories = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(() => github.stop())

  const commit = async (files: Files) => {
    repositories += 1
    const content = Object.fromEntries(Object.entries(files).map(([path, entry]) => [path, gitFile(entry)]))
    const handle = await github.repository(`acme/infra-${repositories}`, { files: content })
    return { handle, revision: await handle.sha() }
  }
  const onGitHub = async (files: Files) => {
    const { handle, revision } = await commit(files)
    const clients = await createClients({
      ...github.app,
      appId: github.app.id,
      baseUrl: github.baseUrl,
      timers: recordingTimers(),
    })
    const [owner = '', repo = ''] = handle.fullName.split('/')
    const installationId = github.installation('acme').id
    return { trees: githubSourceTrees(clients.installation, { installationId, owner, repo }), revision }
  }

  describe('on GitHub', () => {
    sourceTreesContract(onGitHub)

    it('keep to what GitHub allows', () => {
      expect(github.requests.length).toBeGreaterThan(10)
      expect(github.violations).toEqual([])
    })
  })

  describe('on GitHub where it cuts listings short', () => {
    beforeAll(() => {
      github.settings.treeEntryLimit = 3
    })
    afterAll(() => {
      github.settings.treeEntryLimit = 100_000
    })

    it('list every file all the same', async () => {
      const names = ['a/1', 'a/2', 'b/1', 'b/c/1', 'b/c/d/1', 'b/c/d/2']
      const { trees, revision } = await onGitHub(Object.fromEntries(names.map((name) => [name, name])))
      expect((await trees.list(revision)).map((entry) => entry.path)).toEqual(names)
      expect(github.violations).toEqual([])
    })
  })

  describe('in a local repository', () => {
    const opened: GitTrees[] = []
    afterAll(() => {
      for (const trees of opened) trees.close()
    })
    sourceTreesContract(async (files) => {
      const { handle, revision } = await commit(files)
      const trees = gitTrees(handle.repository.git.directory)
      opened.push(trees)
      return { trees, revision }
    })
  })
})

function gitFile(entry: MemoryEntry) {
  if (typeof entry === 'string' || entry instanceof Uint8Array) return entry
  if (entry.kind === 'symlink') return { mode: '120000', content: entry.target } as const
  return { mode: '160000', content: entry.commit } as const
}
