import { Hono } from 'hono'
import { type HttpServer, listen } from './http-server.ts'

/** Every figure as text, and its content type. */
export type Exposition = () => Promise<{ readonly contentType: string; readonly text: string }>

/**
 * Serves what a monitoring system reads, at an address of its own: nobody is asked for a password there, and webhooks
 * come from the whole world. Rejects where the port cannot be had.
 */
export function metricsServer(
  place: { readonly host: string; readonly port: number },
  exposition: Exposition,
): Promise<HttpServer> {
  const app = new Hono()
  app.get('/metrics', async (context) => {
    const { contentType, text } = await exposition()
    return context.text(text, 200, { 'content-type': contentType })
  })
  app.notFound((context) => context.json({ error: { code: 'not-found', message: 'Figures are at /metrics' } }, 404))
  return listen(app, place)
}
