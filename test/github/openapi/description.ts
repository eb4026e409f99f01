import { readFileSync } from 'node:fs'
import { z } from 'zod'

const schemaNode = z.record(z.string(), z.unknown())

const operationNode = z.object({
  method: z.string(),
  path: z.string(),
  parameters: z.array(
    z.object({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema: schemaNode }),
  ),
  body: schemaNode.optional(),
  bodyRequired: z.boolean().optional(),
  responses: z.record(z.string(), schemaNode),
})

/** One operation of GitHub's description. */
export type OperationDescription = z.infer<typeof operationNode>

/** The extract of GitHub's OpenAPI description that `extract.ts` wrote. */
export const description = z
  .object({
    source: z.string(),
    operations: z.record(z.string(), operationNode),
    schemas: z.record(z.string(), schemaNode),
  })
  .parse(JSON.parse(readFileSync(new URL('./github.json', import.meta.url), 'utf8')))

export function operationDescription(id: string): OperationDescription {
  const found = description.operations[id]
  if (found === undefined) throw new Error(`${id} is not in the extract: add it to operation-ids.ts, run extract.ts`)
  return found
}
