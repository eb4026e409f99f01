import { z } from 'zod'
import type { FanOuts } from '../../ports/fan-outs.ts'
import { onMember } from './member.ts'
import { onMembership } from './membership.ts'

const schema = z.object({ repository: z.unknown().optional() })

/** A team came, went, got another name or parent, or other rights in one repository, which the event then names. */
export async function onTeam(
  payload: unknown,
  dependencies: { readonly fanOuts: Pick<FanOuts, 'request'> },
): Promise<void> {
  const { repository } = schema.parse(payload)
  await (repository === undefined ? onMembership(payload, dependencies) : onMember(payload, dependencies))
}
