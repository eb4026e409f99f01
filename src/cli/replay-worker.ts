import { parentPort, workerData } from 'node:worker_threads'
import { bundleOf } from './replay-rules.ts'
import type { ReplayWorkerData, ReplayWorkerTask } from './replay-thread.ts'
import { replayer } from './replayer.ts'

/** A thread that replays the changes that it is sent, one after the other. */
const { repository, rules, against }: ReplayWorkerData = workerData
const { replay } = replayer({
  repository,
  bundle: bundleOf(rules),
  ...(against === undefined ? {} : { against: bundleOf(against) }),
})
parentPort?.on('message', async (task: ReplayWorkerTask) => parentPort?.postMessage(await replay(task)))
