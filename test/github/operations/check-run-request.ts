import { z } from 'zod'

/** What GitHub holds a check run to and its OpenAPI description does not say. */
const limits = {
  title: 255,
  summary: 65_535,
  annotations: 50,
  annotationTitle: 255,
  annotationTextBytes: 64 * 1024,
  actions: 3,
  actionLabel: 20,
  actionDescription: 40,
  actionIdentifier: 20,
}

const line = z.number().int().min(1)
const longText = z.string().refine((text) => Buffer.byteLength(text) <= limits.annotationTextBytes, 'exceeds 64 KB')

const annotation = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .refine((path) => !path.startsWith('/') && !path.startsWith('./'), 'must be relative to the repository'),
    start_line: line,
    end_line: line,
    start_column: line.optional(),
    end_column: line.optional(),
    annotation_level: z.enum(['notice', 'warning', 'failure']),
    message: longText.min(1),
    title: z.string().max(limits.annotationTitle).optional(),
    raw_details: longText.optional(),
  })
  .refine(({ start_line, end_line }) => end_line >= start_line, 'end_line must not come before start_line')
  .refine(
    ({ start_line, end_line, start_column, end_column }) =>
      start_line === end_line || (start_column === undefined && end_column === undefined),
    'columns are allowed only where start_line and end_line are the same',
  )
  .transform((given) => ({
    ...given,
    start_column: given.start_column ?? null,
    end_column: given.end_column ?? null,
    title: given.title ?? null,
    raw_details: given.raw_details ?? null,
  }))

const action = z.strictObject({
  label: z.string().min(1).max(limits.actionLabel),
  description: z.string().min(1).max(limits.actionDescription),
  identifier: z.string().min(1).max(limits.actionIdentifier),
})

const fields = {
  details_url: z.url().optional(),
  external_id: z.string().optional(),
  // The others that the description lists are GitHub's own to set.
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  conclusion: z
    .enum(['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required'])
    .optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  actions: z.array(action).max(limits.actions).optional(),
}

function output(title: z.ZodType<string | undefined>) {
  return z
    .strictObject({
      title,
      summary: z.string().max(limits.summary),
      text: z.string().max(limits.summary).optional(),
      annotations: z.array(annotation).max(limits.annotations).default([]),
      images: z
        .array(z.strictObject({ alt: z.string(), image_url: z.url(), caption: z.string().optional() }))
        .optional(),
    })
    .optional()
}

interface Completion {
  readonly status?: string | undefined
  readonly conclusion?: string | undefined
  readonly completed_at?: string | undefined
}

function concludes({ status, conclusion, completed_at }: Completion): boolean {
  return conclusion !== undefined || (status !== 'completed' && completed_at === undefined)
}
const NO_CONCLUSION = 'a run that is completed needs a conclusion'

const title = z.string().min(1).max(limits.title)

export const createCheckRunRequest = z
  .strictObject({
    ...fields,
    name: z.string().min(1),
    head_sha: z.string().regex(/^[0-9a-f]{40}$/, 'must be a full commit sha'),
    output: output(title),
  })
  .refine(concludes, NO_CONCLUSION)

export const updateCheckRunRequest = z
  .strictObject({ ...fields, name: z.string().min(1).optional(), output: output(title.optional()) })
  .refine(concludes, NO_CONCLUSION)

type Request = Omit<z.infer<typeof updateCheckRunRequest>, 'name'>

/** A request in the names that the double's own state has. */
export function checkRunChanges(request: Request) {
  return {
    externalId: request.external_id,
    detailsUrl: request.details_url,
    status: request.status,
    conclusion: request.conclusion,
    startedAt: request.started_at,
    completedAt: request.completed_at,
    output: request.output,
    actions: request.actions,
  }
}
