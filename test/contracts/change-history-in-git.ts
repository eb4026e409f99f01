import { githubChangeHistory } from '../../src/adapters/github/change-history.ts'
import { createClients } from '../../src/adapters/github/clients.ts'
import type { ChangeHistory } from '../../src/ports/change-history.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { runGit } from '../github/git/run-git.ts'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import type { GitHub } from '../github/start-github.ts'
import type { HistoryWorld } from './change-history-contract.ts'

/** A repository of the double, and how its notes are laid out: `levels` slashes in a name. */
export interface GitWorld extends HistoryWorld {
  readonly handle: RepositoryHandle
  noteAt(sha: string, text: string, levels: number): Promise<void>
}

type Open = (handle: RepositoryHandle) => Promise<ChangeHistory>

/** Writes history into a new repository of a GitHub double, which keeps it in git. */
export async function worldInGit(github: GitHub, repo: string, open: Open): Promise<GitWorld> {
  const handle = await github.repository(`acme/${repo}`, { files: { 'README.md': 'Infrastructure\n' } })
  const noteAt = (sha: string, text: string, levels: number) =>
    writeNote(handle.repository.git.directory, noteName(sha, levels), text)
  return {
    handle,
    history: await open(handle),
    commit: (files, deleted = []) => handle.push('main', { files, delete: deleted }, { by: 'maintainer' }),
    note: (sha, text) => noteAt(sha, text, 1),
    noteAt,
  }
}

/** The history of a repository of the double as its installation may read it. */
export async function historyOnGitHub(github: GitHub, handle: RepositoryHandle): Promise<ChangeHistory> {
  const { app, baseUrl } = github
  const clients = await createClients({ ...app, appId: app.id, baseUrl, timers: recordingTimers() })
  const [owner = '', repo = ''] = handle.fullName.split('/')
  return githubChangeHistory(clients.installation, { installationId: github.installation('acme').id, owner, repo })
}

function noteName(sha: string, levels: number): string {
  const folders = Array.from({ length: levels }, (_, level) => `${sha.slice(2 * level, 2 * level + 2)}/`)
  return folders.join('') + sha.slice(2 * levels)
}

async function writeNote(directory: string, name: string, text: string): Promise<void> {
  const content = Buffer.from(text)
  const known = (await runGit(directory, ['for-each-ref', 'refs/notes/ai'])) !== ''
  const head = ['commit refs/notes/ai', 'committer Notes <notes@example.com> 1700000000 +0000', 'data 0', '']
  const from = known ? ['from refs/notes/ai^0'] : []
  const script = [...head, ...from, `M 100644 inline ${name}`, `data ${content.length}`, ''].join('\n')
  await runGit(directory, ['fast-import', '--quiet'], Buffer.concat([Buffer.from(script), content, Buffer.from('\n')]))
}
