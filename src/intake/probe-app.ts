import { type Context, Hono } from 'hono'
import type { Logger } from 'pino'

export interface ProbeAppOptions {
  /** Throws where the app cannot work, with a message for its operators. */
  readonly ping: () => Promise<void>
  /** Where to turn to with what nothing is here for, as the second half of a sentence. */
  readonly elsewhere: string
  readonly log: Logger
}

/** What every process answers: whether it lives and whether it can work. */
export function probeApp({ ping, elsewhere, log }: ProbeAppOptions): Hono {
  const app = new Hono()
  app.get('/healthz', (context) => context.json({ status: 'alive' }))
  app.get('/readyz', async (context) => {
    try {
      await ping()
      return context.json({ status: 'ready' })
    } catch (err) {
      log.warn({ err }, 'not ready')
      return problem(context, 503, 'not-ready', 'The database does not answer')
    }
  })
  app.notFound((context) => problem(context, 404, 'not-found', `There is nothing here; ${elsewhere}`))
  app.onError((err, context) => {
    log.error({ err, path: context.req.path }, 'a request failed')
    return problem(context, 500, 'internal', 'The request failed; the log of the server says why')
  })
  return app
}

type Status = 400 | 401 | 404 | 408 | 413 | 415 | 500 | 503

/** An answer that says what is wrong: `code` for programs, `message` for people. */
export function problem(context: Context, status: Status, code: string, message: string): Response {
  return context.json({ error: { code, message } }, status)
}
