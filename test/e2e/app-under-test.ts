import { afterAll, beforeAll, expect } from 'vitest'
import type { GitHub } from '../github/start-github.ts'
import { type AppUnderTest, type StartOptions, startApp } from './start-app.ts'

/**
 * One server and one GitHub double for all the tests of a file: started before them, stopped after them. A file fails
 * where anything was asked that GitHub would not allow.
 */
export function appUnderTest(options: StartOptions = {}): {
  readonly github: () => GitHub
  readonly url: () => string
} {
  const started: { app?: AppUnderTest } = {}
  const app = () => started.app ?? expect.fail('The app was not started')
  beforeAll(async () => {
    started.app = await startApp(options)
  })
  afterAll(async () => {
    await started.app?.stop()
    expect(started.app?.github.violations).toEqual([])
  })
  return { github: () => app().github, url: () => app().server.url }
}
