import { parentPort, workerData } from 'node:worker_threads'
import type { Bundle } from '../review/bundle.ts'
import { floorOf } from './floor-file.ts'
import { bundleOf } from './replay-rules.ts'
import type { ReplayWorkerData, ReplayWorkerTask } from './replay-thread.ts'
import { type Judge, replayer } from './replayer.ts'

/** A thread that replays the changes that it is sent, one after the other. */
const { repository, rules, against, floor }: ReplayWorkerData = workerData
const judgeOf = async (bundle: Bundle): Promise<Judge> => {
  return floor === undefined ? { bundle } : { bundle, floor: await floorOf(floor, bundle.rules) }
}
const { replay } = replayer({
  repository,
  judge: await judgeOf(bundleOf(rules)),
  ...(against === undefined ? {} : { against: await judgeOf(bundleOf(against)) }),
})
parentPort?.on('message', async (task: ReplayWorkerTask) => parentPort?.postMessage(await replay(task)))
