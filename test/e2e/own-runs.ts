import type { GitHub } from '../github/start-github.ts'
import type { CheckRun } from '../github/world/check-run.ts'
import type { Repository } from '../github/world/repository.ts'

/** Every check run that the app under test wrote, whatever commit it is on. */
export function ownRuns(github: GitHub, repositories: Iterable<Repository>): readonly Readonly<CheckRun>[] {
  return [...new Set(repositories)].flatMap(({ checkRuns }) => checkRuns.filter(({ app }) => app.id === github.app.id))
}

/** Empty where the run is completed. */
export function unfinished({ id, headSha, status }: Readonly<CheckRun>): readonly string[] {
  return status === 'completed' ? [] : [`check run ${id} on ${headSha} is still ${status}`]
}

/** Empty where the run bears every annotation once. */
export function doubled({ id, annotations }: Readonly<CheckRun>): readonly string[] {
  const places = annotations.map(({ path, start_line, title }) => `${path}:${start_line} ${title}`)
  return new Set(places).size === places.length ? [] : [`check run ${id} bears an annotation twice`]
}
