import { z } from 'zod'
import { writtenValueSchema } from './parameter.ts'
import { readPathPattern } from './path-pattern.ts'

const MAX_PATTERNS = 100
const MAX_ENVIRONMENTS = 50
const MAX_LABELS = 50
const MAX_SCOPES = 100

const pathPattern = z
  .string()
  .max(400)
  .superRefine((source, context) => {
    const read = readPathPattern(source)
    if (typeof read === 'string') context.addIssue({ code: 'custom', message: `Not a pattern of paths: ${read}` })
  })
const paths = z.array(pathPattern).min(1).max(MAX_PATTERNS)
const names = z.array(z.string().min(1).max(60)).min(1).max(MAX_ENVIRONMENTS)
const name = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, 'Not a name: lower-case letters, digits, - and _')

/** What tells a part of the repository from others; the same wherever settings speak of a part. */
const scopeShape = {
  paths: paths.optional().describe('Patterns of paths, as in CODEOWNERS; files elsewhere are not meant.'),
  except: paths.optional().describe('Patterns of paths that are not meant.'),
  environments: names.optional().describe('Names of `environments`; files and accounts of others are not meant.'),
}

const mode = z.enum(['enforce', 'advisory'])

/** What `rules.<id>` takes beside what every rule is asked for. */
export const ruleScopeShape = {
  ...scopeShape,
  mode: mode.optional().describe('Advisory shows what the rule finds, and the rule then holds no merge.'),
  parameters: z.record(z.string(), writtenValueSchema).optional().describe("Values for the rule's parameters."),
}

export const scopeSchema = z
  .strictObject({
    ...scopeShape,
    rules: z.array(z.string()).min(1).max(200).optional().describe('Names of rules; every rule where it is left out.'),
    mode,
  })
  .refine((scope) => scope.paths ?? scope.except ?? scope.environments, {
    error: 'Says of no part of the repository what is meant: name `paths`, `except` or `environments`',
  })

export const environmentSchema = z.strictObject({
  paths: paths.optional().describe('Where it is configured: patterns of paths, as in CODEOWNERS.'),
  accounts: z
    .array(z.string().regex(/^\d{12}$/, 'Not the number of an account: twelve digits, in quotes'))
    .min(1)
    .max(MAX_PATTERNS)
    .optional()
    .describe('Accounts of AWS that it is.'),
})

export const policyKindSchema = z.strictObject({
  paths: paths.describe('Patterns of paths, as in CODEOWNERS.'),
  kind: z
    .enum(['identity', 'resource', 'trust', 'boundary', 'session', 'scp', 'rcp'])
    .describe('What the policies in these files are.'),
})

/** A pattern that begins as one of tags and names no key would be one of names that nothing has. */
const dataPattern = z
  .string()
  .min(1)
  .max(400)
  .refine((pattern) => !/^tag:\s*(?:=|$)/i.test(pattern), { error: 'Names no tag: write tag:key=value, or tag:key' })

/** Settings of parts of the repository and of data, at the top of the file. */
export const scopeSettingsShape = {
  scopes: z
    .array(scopeSchema)
    .max(MAX_SCOPES)
    .optional()
    .describe('Parts of the repository in which rules hold the merge, or only tell. The last that is meant applies.'),
  environments: z
    .record(name, environmentSchema)
    .refine((all) => Object.keys(all).length <= MAX_ENVIRONMENTS, `More than ${MAX_ENVIRONMENTS} environments`)
    .optional()
    .describe('Environments by name: the paths that configure them, and the accounts that they are.'),
  policyKinds: z
    .array(policyKindSchema)
    .max(MAX_PATTERNS)
    .optional()
    .describe('What raw policies are for, where their keys do not say it, by path. The last that is meant applies.'),
  dataClassification: z
    .record(name, z.array(dataPattern).min(1).max(MAX_PATTERNS))
    .refine((all) => Object.keys(all).length <= MAX_LABELS, `More than ${MAX_LABELS} labels`)
    .optional()
    .describe(
      'Labels of data, and patterns of the ARNs or names of the resources that hold it, or their tags: `tag:key=value`, `tag:key`.',
    ),
}
