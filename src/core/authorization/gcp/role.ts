import { z } from 'zod'

/** A custom role of Google Cloud: permissions by name, without wildcards. */
export const gcpRoleSchema = z.strictObject({
  includedPermissions: z.array(z.string()),
})

export type GcpRole = z.infer<typeof gcpRoleSchema>
