import type { FanOuts } from '../../ports/fan-outs.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

/** Somebody may do more or less in a repository than before: whose approval counts there is looked at again. */
export async function onMember(
  payload: unknown,
  { fanOuts }: { readonly fanOuts: Pick<FanOuts, 'request'> },
): Promise<void> {
  await fanOuts.request({ kind: 'repository', repository: repositoryOf(repositoryEventSchema.parse(payload)) })
}
