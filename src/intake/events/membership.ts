import { z } from 'zod'
import type { FanOuts } from '../../ports/fan-outs.ts'

const schema = z.object({ installation: z.object({ id: z.int() }) })

/**
 * Somebody joined or left a team or the organisation. A team may be asked for, and give access, in any of the
 * repositories: whose approval counts is looked at again in all of them.
 */
export async function onMembership(
  payload: unknown,
  { fanOuts }: { readonly fanOuts: Pick<FanOuts, 'request'> },
): Promise<void> {
  const { id: installationId } = schema.parse(payload).installation
  await fanOuts.request({ kind: 'installation', installationId, page: 1 })
}
