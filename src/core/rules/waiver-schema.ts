import { z } from 'zod'
import { endOfDayMs } from './calendar-day.ts'
import { LOGIN } from './login.ts'
import { resourcePatternProblem } from './resource-pattern.ts'

const MAX_WAIVERS = 200
/** Longer reasons are cut by whoever shows them. */
export const MAX_REASON = 1000

/** A finding's digest: the whole of it, since a part of one can be met by trying. */
export const DIGEST = /^[0-9a-f]{64}$/

/** One waiver as people write it. */
export const waiverSchema = z
  .strictObject({
    rule: z.string().min(1).max(200).describe('The id of the rule whose findings it names.'),
    resource: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('The address that it names; `*` stands for a part of the last name, `[*]` for any index.'),
    path: z
      .string()
      .regex(/^(?!\/)(?!(?:.*\/)?\.{1,2}(?:\/|$))[^*]{1,500}$/, 'Not a file or folder of the repository')
      .optional()
      .describe('The file or folder that the finding stands in, where the same address is in several root modules.'),
    digest: z
      .string()
      .regex(DIGEST, 'Not the digest of a finding, which has 64 digits')
      .optional()
      .describe('The digest of the finding: as soon as the access is another one, the waiver no longer acts.'),
    reason: z.string().max(MAX_REASON).regex(/\S/, 'Nothing but white space').describe('Why this may be so.'),
    approver: z.string().regex(LOGIN, 'Not a GitHub login').describe('The login of whoever answers for it.'),
    until: z
      .string()
      .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'Not a day, such as 2027-01-31')
      .describe('The last day on which it acts, `YYYY-MM-DD`, in UTC.'),
  })
  .superRefine(({ resource, digest, until }, context) => {
    const problem = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message })
    if (resource === undefined && digest === undefined) problem('resource', 'It names neither a resource nor a digest')
    const unclear = resource === undefined ? undefined : resourcePatternProblem(resource)
    if (unclear !== undefined) problem('resource', `It ${unclear}`)
    if (endOfDayMs(until) === undefined) problem('until', 'Not a day of the calendar')
  })

export const waiversSchema = z.array(waiverSchema).max(MAX_WAIVERS)
