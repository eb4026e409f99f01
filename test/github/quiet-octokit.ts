import { Octokit } from '@octokit/rest'
import type { GitHub } from './start-github.ts'

/** Real Octokit against the double, silent about the refusals that a test asks for. */
export function quietOctokit(github: GitHub, auth?: string) {
  return new Octokit({ baseUrl: github.baseUrl, log: silent, ...(auth === undefined ? {} : { auth }) })
}

export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
