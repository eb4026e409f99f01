import type { Probot } from 'probot'
import { z } from 'zod'
import type { Delivery } from '../ports/jobs.ts'
import { isOfNoInstallation } from './while-installed.ts'

/**
 * Gives a stored delivery to the app's handlers. Throws where the payload cannot be read or a handler failed, to be
 * tried again; the error says why and carries nothing of the payload. An installation that is suspended or gone is no
 * reason to try again: what matters of it is looked for when it is back.
 */
export async function handleDelivery(delivery: Delivery, probot: Pick<Probot, 'receive'>): Promise<void> {
  const event = parseEvent(delivery)
  try {
    await probot.receive(event)
  } catch (error) {
    if (isOfNoInstallation(error)) return
    // Probot attaches the event, payload and all, to every error: only the messages go on from here.
    throw new Error(`${delivery.event} ${delivery.id}: ${messagesOf(error).join('; ')}`)
  }
}

type WebhookEvent = Parameters<Probot['receive']>[0]

/** That the payload is an object is all that Probot relies on; handlers check what they read of it. */
const eventSchema = z.custom<WebhookEvent>((value) => envelopeSchema.safeParse(value).success)
const envelopeSchema = z.object({ id: z.string(), name: z.string(), payload: z.looseObject({}) })

function parseEvent({ id, event: name, payload }: Delivery): WebhookEvent {
  const parsed = eventSchema.safeParse({ id, name, payload: parseJson(payload) })
  if (!parsed.success) throw new Error(`${name} ${id}: the payload is no JSON object`)
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The reason quotes the payload, so it goes no further; the caller says that it is no JSON.
    return undefined
  }
}

function messagesOf(error: unknown): readonly string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(messagesOf)
  if (error instanceof z.ZodError) return [`the payload lacks ${z.prettifyError(error).replaceAll('\n', ' ')}`]
  return [error instanceof Error ? error.message : String(error)]
}
