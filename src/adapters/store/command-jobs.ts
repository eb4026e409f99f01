import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { CommandHandlers, CommandJob, CommandJobs } from '../../ports/commands.ts'
import { orFault } from './database-fault.ts'
import { pullRequestKeySchema, singletonKey } from './jobs.ts'
import { ABANDONED_COMMAND_QUEUE, COMMAND_QUEUE } from './open-queue.ts'
import { orPutOff } from './or-put-off.ts'
import { eachOf, type Job, reasonOf, startWorker, type WorkerMeans } from './workers.ts'

/** The queue of what people ask for. */
export function storedCommandJobs(boss: PgBoss): CommandJobs {
  return { requestCommand: (job) => orFault('a command was not queued', () => request(boss, job, 0)) }
}

/** Starts the workers of this process; they run until the queue stops. */
export async function startCommandWorkers(means: WorkerMeans, handlers: CommandHandlers): Promise<void> {
  const run = async (_: WorkerMeans, job: Job) => runOne(means, handlers, job)
  await startWorker(means, COMMAND_QUEUE, 1, eachOf(means, run))
  const abandon = async (_: WorkerMeans, job: Job) => handlers.abandoned(jobSchema.parse(job.data), reasonOf(job))
  await startWorker(means, ABANDONED_COMMAND_QUEUE, 1, eachOf(means, abandon))
}

const jobSchema = z.object({
  key: pullRequestKeySchema,
  by: z.object({ login: z.string(), id: z.number(), type: z.enum(['User', 'Bot', 'Organization', 'Mannequin']) }),
  isAuthor: z.boolean(),
  isPublic: z.boolean(),
  asked: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('comment'), commentId: z.number(), text: z.string(), at: z.string() }),
    z.object({ kind: z.literal('button'), eventId: z.string(), action: z.string(), headSha: z.string() }),
  ]),
}) satisfies z.ZodType<CommandJob>

/** Asked for while one waits, the one that waits comes first; while one runs, it runs once more afterwards. */
async function request(boss: PgBoss, job: CommandJob, delaySeconds: number): Promise<void> {
  await boss.upsert(COMMAND_QUEUE, job, { singletonKey: questionKey(job), startAfter: delaySeconds })
}

function questionKey({ key, asked }: CommandJob): string {
  return `${singletonKey(key)} ${asked.kind} ${asked.kind === 'comment' ? asked.commentId : asked.eventId}`
}

/** Where GitHub says how long to wait, the job waits exactly that, and it costs no retry. */
async function runOne({ boss, log }: WorkerMeans, handlers: CommandHandlers, job: Job): Promise<void> {
  const parsed = jobSchema.parse(job.data)
  await orPutOff(
    () => handlers.run(parsed, job.signal),
    async (err, delaySeconds) => {
      log.warn({ err, question: questionKey(parsed) }, 'a command is put off')
      await request(boss, parsed, delaySeconds)
    },
  )
}
