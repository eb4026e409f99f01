import { emitCheckRunEvent, emitCheckSuiteEvent } from '../webhooks/check-events.ts'
import { account } from '../world/account.ts'
import type { CheckRun } from '../world/check-run.ts'
import type { Pull } from '../world/pull.ts'
import { fullName } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { act } from './act.ts'
import { until } from './until.ts'

/** The check run that this project is about. */
const CHECK_NAME = 'countersign'

export interface WaitOptions {
  readonly name?: string
  readonly timeoutMs?: number
}

/** What the app under test says of a pull request's head, and the buttons on it. */
export function pullChecks(world: World, pull: Pull) {
  const who = (login: string | undefined) => account(world, login ?? pull.author.login)
  const checkRuns = (name: string = CHECK_NAME): readonly Readonly<CheckRun>[] =>
    pull.base.checkRuns
      .filter((run) => run.name === name && run.headSha === pull.headSha && run.app.receivesWebhooks)
      .map((run) => ({ ...run, annotations: [...run.annotations] }))
  const checkRun = (name?: string): Readonly<CheckRun> | undefined => checkRuns(name).at(-1)
  const concluded = (where: (run: Readonly<CheckRun>) => boolean = () => true, options: WaitOptions = {}) =>
    until(
      world,
      () => {
        const run = checkRun(options.name)
        return run?.status === 'completed' && where(run) ? run : undefined
      },
      () =>
        `${fullName(pull.base)}#${pull.number}: the check on ${pull.headSha} is ${describe(checkRun(options.name))}`,
      options.timeoutMs,
    )

  return {
    /** The newest check run of that name that the app under test made on the current head, as it is now. */
    checkRun,
    checkRuns,
    /**
     * Waits until that run is completed and, where given, `where` holds of it (a conclusion, a number of writes).
     * Throws after `timeoutMs`, and says what there was.
     */
    concluded,
    /** Somebody presses "Re-run", which is there as soon as the run is completed. */
    rerequest: async (options: { readonly by?: string; readonly name?: string } = {}) => {
      const run = await concluded(undefined, options)
      await act(world, () => emitCheckRunEvent(world, pull.base, run, who(options.by), { action: 'rerequested' }))
    },
    /** Somebody asks for all of the app's checks on the head again. */
    rerequestSuite: (options: { readonly by?: string } = {}) =>
      act(world, async () => {
        const suite = required(checkRuns().at(-1)).suite
        await emitCheckSuiteEvent(world, pull.base, suite, who(options.by), 'rerequested')
      }),
    /** Somebody presses one of the run's buttons. */
    requestAction: (identifier: string, options: { readonly by?: string; readonly name?: string } = {}) =>
      act(world, () => {
        const run = required(checkRun(options.name))
        if (!run.actions.some((action) => action.identifier === identifier)) {
          throw new Error(`The run offers no action ${identifier}`)
        }
        emitCheckRunEvent(world, pull.base, run, who(options.by), { action: 'requested_action', identifier })
      }),
  }
}

function required(run: Readonly<CheckRun> | undefined): Readonly<CheckRun> {
  if (run === undefined) throw new Error('There is no such check run on the head')
  return run
}

function describe(run: Readonly<CheckRun> | undefined): string {
  return run === undefined ? 'missing' : `${run.status}${run.conclusion === null ? '' : ` (${run.conclusion})`}`
}
