import { z } from 'zod'
import {
  CHECK_NAME,
  type CheckAction,
  type CheckConclusion,
  type CheckTarget,
  PREVIEW_NAME,
} from '../../ports/checks.ts'
import { Fault } from '../../ports/fault.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer } from './answer.ts'
import type { AnnotationBody } from './check-output.ts'

/** A check run as GitHub last described it. */
export interface CheckRun {
  readonly id: number
  readonly headSha: string
  readonly status: string
  readonly conclusion: string | null
  readonly title: string | null
  readonly summary: string | null
  readonly annotationsCount: number
  /** GitHub's clock when it answered, ISO 8601. */
  readonly answeredAt: string
}

/** What a concluded run says, beside its annotations. */
export interface Verdict {
  readonly conclusion: CheckConclusion
  readonly title: string
  readonly summary: string
  readonly text?: string
  readonly actions: readonly CheckAction[]
}

/** The single requests that check runs are made of; none is repeated here where its answer is lost. */
export interface CheckRuns {
  /** This app's newest run on a commit; another app's run of the same name is none. */
  latestOn(headSha: string): Promise<CheckRun | undefined>
  read(id: number): Promise<CheckRun>
  /** An optional one is given up rather than waited for. */
  open(headSha: string, isOptional?: boolean): Promise<CheckRun>
  openConcluded(headSha: string, verdict: Verdict, annotations: readonly AnnotationBody[]): Promise<CheckRun>
  /** The same under the name that gates nothing. */
  openPreview(headSha: string, verdict: Verdict, annotations: readonly AnnotationBody[]): Promise<CheckRun>
  conclude(id: number, verdict: Verdict, annotations: readonly AnnotationBody[]): Promise<CheckRun>
  /** Says something else, and leaves the conclusion and the annotations as they are. */
  amend(id: number, said: Pick<Verdict, 'title' | 'summary' | 'text'>): Promise<CheckRun>
  /** Adds to the run's annotations. */
  append(id: number, verdict: Verdict, annotations: readonly AnnotationBody[]): Promise<CheckRun>
}

export function checkRuns(client: GitHubClient, key: CheckTarget, appId: number, detailsUrl?: string): CheckRuns {
  const { owner, repo, number } = key
  const created = {
    owner,
    repo,
    external_id: `${owner}/${repo}${number === undefined ? '' : `#${number}`}`,
    ...(detailsUrl === undefined ? {} : { details_url: detailsUrl }),
  }
  const update = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}'
  const create = 'POST /repos/{owner}/{repo}/check-runs'
  const openConcluded = async (name: string, headSha: string, concluded: ReturnType<typeof concludedBy>) =>
    runOf(await client.request(create, { ...created, name, head_sha: headSha, ...concluded }))
  const say = async (id: number, output: Pick<Verdict, 'title' | 'summary' | 'text'>) =>
    runOf(await client.request(update, { owner, repo, check_run_id: id, output, request: { bulk: true } }))
  return {
    async latestOn(headSha) {
      const answer = await client.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
        owner,
        repo,
        ref: headSha,
        check_name: CHECK_NAME,
        app_id: appId,
        filter: 'all',
        per_page: PAGE_SIZE,
      })
      return newest(answer, appId)
    },
    async read(id) {
      const route = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}'
      return runOf(await client.request(route, { owner, repo, check_run_id: id }))
    },
    async open(headSha, isOptional = false) {
      const request = isOptional ? { optional: true } : { opens: true }
      const begun = { name: CHECK_NAME, head_sha: headSha, status: 'in_progress' } as const
      return runOf(await client.request(create, { ...created, ...begun, request }))
    },
    openConcluded: (headSha, ...said) => openConcluded(CHECK_NAME, headSha, concludedBy(...said)),
    openPreview: (headSha, ...said) => openConcluded(PREVIEW_NAME, headSha, concludedBy(...said)),
    conclude: async (id, ...said) =>
      runOf(await client.request(update, { owner, repo, check_run_id: id, ...concludedBy(...said) })),
    amend: (id, { title, summary, text }) => say(id, { title, summary, ...(text === undefined ? {} : { text }) }),
    append: (id, verdict, annotations) => say(id, outputOf(verdict, annotations)),
  }
}

const checkRun = z.object({
  id: z.number().int(),
  head_sha: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  output: z.object({
    title: z.string().nullable(),
    summary: z.string().nullable(),
    annotations_count: z.number().int(),
  }),
  app: z.object({ id: z.number().int() }).nullable(),
})

interface Answer {
  readonly data: unknown
  readonly headers: { readonly date?: string | undefined }
}

function newest(answer: Answer, appId: number): CheckRun | undefined {
  const { check_runs: listed } = parseAnswer(z.object({ check_runs: z.array(checkRun) }), answer.data, 'check runs')
  const latest = listed
    .filter((run) => run.app?.id === appId)
    .sort((one, other) => one.id - other.id)
    .at(-1)
  return latest === undefined ? undefined : described(latest, answer)
}

function runOf(answer: Answer): CheckRun {
  return described(parseAnswer(checkRun, answer.data, 'a check run'), answer)
}

function described(run: z.infer<typeof checkRun>, answer: Answer): CheckRun {
  const { title, summary, annotations_count: annotationsCount } = run.output
  const { id, head_sha: headSha, status, conclusion } = run
  return { id, headSha, status, conclusion, title, summary, annotationsCount, answeredAt: answeredAt(answer) }
}

/** The `Date` header, which has whole seconds, as the times of reviews have. */
function answeredAt(answer: Answer): string {
  const ms = Date.parse(answer.headers.date ?? '')
  if (Number.isNaN(ms))
    throw new Fault('invalid', 'GitHub answered without a Date header: the time of a write is unknown')
  return new Date(ms).toISOString()
}

function concludedBy(verdict: Verdict, annotations: readonly AnnotationBody[]) {
  const { conclusion, actions } = verdict
  const status = 'completed' as const
  return { status, conclusion, output: outputOf(verdict, annotations), actions: [...actions] }
}

function outputOf({ title, summary, text }: Verdict, annotations: readonly AnnotationBody[]) {
  return { title, summary, ...(text === undefined ? {} : { text }), annotations: [...annotations] }
}
