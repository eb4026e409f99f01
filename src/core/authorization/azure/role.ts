import { z } from 'zod'

const names = z.array(z.string()).default([])

/** The permissions of a role definition of Azure. What an entry excludes, it excludes from that entry alone. */
export const azureRoleSchema = z.strictObject({
  permissions: z.array(
    z.strictObject({ actions: names, notActions: names, dataActions: names, notDataActions: names }),
  ),
})

export type AzureRole = z.infer<typeof azureRoleSchema>
export type AzurePermission = AzureRole['permissions'][number]
