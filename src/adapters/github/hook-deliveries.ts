import { z } from 'zod'
import type { HookDeliveries, HookDelivery } from '../../ports/hook-deliveries.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer } from './answer.ts'

/** GitHub's log of webhooks, read as the app itself. `client` authenticates with its JSON web token. */
export function githubHookDeliveries(client: GitHubClient): HookDeliveries {
  return {
    async page(which, cursor) {
      const answer = await client.request('GET /app/hook/deliveries', {
        per_page: PAGE_SIZE,
        ...(which === 'failed' ? { status: 'failure' as const } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      })
      const deliveries = parseAnswer(z.array(delivery), answer.data, 'webhook deliveries')
      const next = nextCursor(answer.headers.link)
      return {
        // An older GitHub Enterprise Server lists all of them, whatever is asked for.
        deliveries: which === 'failed' ? deliveries.filter(({ succeeded }) => !succeeded) : deliveries,
        ...(next === undefined ? {} : { next }),
      }
    },
    async redeliver(id) {
      await client.request(`POST /app/hook/deliveries/${attemptId.parse(id)}/attempts`)
    },
  }
}

const attemptId = z.string().regex(/^\d{1,30}$/)

const delivery = z
  .object({
    /** Octokit gives whole numbers beyond what a number can hold as bigint. */
    id: z.union([z.int().nonnegative(), z.bigint()]),
    guid: z.string().min(1),
    event: z.string(),
    action: z.string().nullish(),
    delivered_at: z.iso.datetime({ offset: true }),
    status: z.string(),
    status_code: z.number(),
  })
  .transform(
    ({ id, guid, event, action, delivered_at, status, status_code }): HookDelivery => ({
      id: String(id),
      guid,
      event,
      action: action ?? null,
      deliveredAt: delivered_at,
      succeeded: status_code >= 200 && status_code < 300,
      status,
    }),
  )

function nextCursor(link: string | undefined): string | undefined {
  const url = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1]
  return url === undefined || !URL.canParse(url) ? undefined : (new URL(url).searchParams.get('cursor') ?? undefined)
}
