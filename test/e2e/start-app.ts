import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { type GitHub, type GitHubOptions, startGitHub } from '../github/start-github.ts'

export interface AppUnderTest {
  readonly github: GitHub
  readonly server: RunningServer
  stop(): Promise<void>
}

export interface StartOptions extends Pick<GitHubOptions, 'app'> {
  readonly catchUpSeconds?: number
}

/**
 * The real server on its embedded store, installed on a GitHub double that delivers its webhooks to it. What a test
 * loses on purpose is not found again meanwhile, unless it says how soon.
 */
export async function startApp({ catchUpSeconds = 86_400, app }: StartOptions = {}): Promise<AppUnderTest> {
  const github = await startGitHub(app === undefined ? {} : { app })
  const folder = await mkdtemp(join(tmpdir(), 'countersign-app-'))
  const config = {
    appId: github.app.id,
    privateKey: github.app.privateKey,
    webhookSecret: github.app.webhookSecret,
    apiUrl: github.baseUrl,
    storage: { kind: 'directory', path: join(folder, 'store') },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
  } as const
  const server = await startServer(config, { catchUpSeconds })
  github.deliverTo(`${server.url}/api/github/webhooks`)
  return {
    github,
    server,
    async stop() {
      await server.close()
      await github.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
