import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'

const schema = z.object({
  account: z.object({ login: z.string() }),
  changes: z.object({ login: z.object({ from: z.string() }) }),
})

/** An account that the app is installed on got another name: what is remembered of its repositories moves along. */
export async function onAccountRenamed(payload: unknown, { records }: AppDependencies): Promise<void> {
  const { account, changes } = schema.parse(payload)
  await records.moveOwner(changes.login.from, account.login)
}
