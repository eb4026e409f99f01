import { z } from 'zod'

/** The bindings of an allow policy of Google Cloud, and what else its API returns beside them. */
export const gcpPolicySchema = z.strictObject({
  bindings: z.array(
    z.strictObject({
      role: z.string(),
      members: z.array(z.string()),
      condition: z
        .strictObject({
          expression: z.string(),
          title: z.string().optional(),
          description: z.string().optional(),
          location: z.string().optional(),
        })
        .nullish(),
    }),
  ),
  version: z.number().optional(),
  etag: z.string().optional(),
})

export type GcpPolicy = z.infer<typeof gcpPolicySchema>
export type GcpBinding = GcpPolicy['bindings'][number]
