import { afterAll, beforeAll, expect } from 'vitest'
import type { GitHub } from '../github/start-github.ts'
import { type AppUnderTest, startApp } from './start-app.ts'

/** One server and one GitHub double for all the tests of a file: started before them, stopped after them. */
export function appUnderTest(options: Parameters<typeof startApp>[0] = {}): {
  readonly github: () => GitHub
  readonly url: () => string
} {
  const started: { app?: AppUnderTest } = {}
  const app = () => started.app ?? expect.fail('The app was not started')
  beforeAll(async () => {
    started.app = await startApp(options)
  })
  afterAll(() => started.app?.stop())
  return { github: () => app().github, url: () => app().server.url }
}
