import { z } from 'zod'
import { type GitHubClient, parseAnswer } from './answer.ts'

/** Tells the login that the app writes as, `<slug>[bot]`. Asked once; not told where that failed. Throws `Fault`. */
export function ownAccount(app: GitHubClient): () => Promise<string> {
  let login: Promise<string> | undefined
  return () => {
    login ??= readLogin(app).catch((error: unknown) => {
      login = undefined
      throw error
    })
    return login
  }
}

async function readLogin(app: GitHubClient): Promise<string> {
  const { data } = await app.request('GET /app')
  return `${parseAnswer(z.object({ slug: z.string() }), data, 'the app').slug}[bot]`
}
