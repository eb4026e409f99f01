import { z } from 'zod'

/** Named limits on a file that an administrator may write. */
const LIMITS = { tools: 1_000, signaturesPerTool: 200, valueChars: 200 }

const text = z.string().min(1).max(LIMITS.valueChars)
/** Long enough that no ordinary sentence begins so by chance. */
const marker = z.string().min(8).max(LIMITS.valueChars)
const role = z.enum(['author', 'committer', 'co-author'])

const example = z
  .strictObject({
    author: text,
    'author-login': text,
    committer: text,
    'co-author': text,
    message: z.string().max(10_000),
    branch: text,
    body: z.string().max(10_000),
  })
  .partial()

/** Where the signature was seen, and texts that it must match; the bundled file gives all of them. */
const provenance = {
  grade: z.enum(['V', 'S', 'R']).optional(),
  source: z.string().min(1).max(500).optional(),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-08-31')
    .optional(),
  examples: z.array(example).max(50).optional(),
}

const email = z.strictObject({
  kind: z.literal('email'),
  address: text.regex(/^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$/, 'must be one whole e-mail address, never a bare domain'),
  name: text.optional(),
  roles: z.array(role).min(1).optional(),
  ...provenance,
})

const account = z
  .strictObject({
    kind: z.literal('account'),
    id: z.int().positive().optional(),
    login: text.optional(),
    name: text.optional(),
    roles: z.array(role).min(1).optional(),
    ...provenance,
  })
  .refine((value) => value.id !== undefined || value.login !== undefined, 'must give an id or a login')

const loginSuffix = z.strictObject({ kind: z.literal('login-suffix'), suffix: text.min(3), ...provenance })
const authorNameSuffix = z.strictObject({ kind: z.literal('author-name-suffix'), suffix: text.min(4), ...provenance })
const trailer = z.strictObject({
  kind: z.literal('trailer'),
  key: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{3,47}$/, 'must be a trailer key such as Claude-Session'),
  value: text.optional(),
  ...provenance,
})
const line = z.strictObject({ kind: z.literal('text'), line: marker, whole: z.boolean().optional(), ...provenance })
const branch = z.strictObject({
  kind: z.literal('branch'),
  prefix: text.min(3).regex(/[/-]$/, 'must end with / or -'),
  ...provenance,
})

const signatureKinds = [email, account, loginSuffix, authorNameSuffix, trailer, line, branch] as const
const KIND_NAMES = signatureKinds.map((each) => each.shape.kind.value)

const tool = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and hyphens'),
  name: text,
  names: z.array(text).max(50).optional(),
  'shared-names': z.array(text).max(50).optional(),
  handles: z
    .array(z.string().regex(/^[@/][A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'must be a handle such as @claude or /opencode'))
    .max(50)
    .optional(),
  signatures: z
    .array(z.discriminatedUnion('kind', signatureKinds, { error: `must have a \`kind\`: ${KIND_NAMES.join(', ')}` }))
    .max(LIMITS.signaturesPerTool),
})

export const toolEntries = z.array(tool).max(LIMITS.tools)
export const TOOL_KEYS: readonly string[] = Object.keys(tool.shape)
export const SIGNATURE_KEYS: readonly string[] = [...new Set(signatureKinds.flatMap((each) => Object.keys(each.shape)))]

/** The shape of rules/authorship/signatures.yml, and of what administrators add to it. */
export const signatureFile = z.strictObject({
  version: z.literal(1),
  'requester-phrases': z.array(text.min(4)).max(50).optional(),
  tools: toolEntries.optional(),
  automation: toolEntries.optional(),
})

export type SignatureFile = z.infer<typeof signatureFile>
export type ToolEntry = z.infer<typeof tool>
export type SignatureEntry = ToolEntry['signatures'][number]
export type Role = z.infer<typeof role>
