import type { Issues, NewIssue } from '../../ports/issues.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { repositoryName } from './repository-name.ts'

export interface MemoryIssues extends Issues {
  /** What the app has opened in a repository, oldest first. */
  openedIn(repository: RepositoryKey): readonly (NewIssue & { readonly number: number })[]
}

/** Issues in memory, numbered from 1. */
export function memoryIssues(): MemoryIssues {
  const opened: { readonly name: string; readonly marker: string; readonly issue: NewIssue }[] = []
  return {
    async open(repository, marker, issue) {
      const name = repositoryName(repository)
      const known = opened.findIndex((each) => each.name === name && each.marker === marker)
      return known >= 0 ? known + 1 : opened.push({ name, marker, issue })
    },
    openedIn: (repository) =>
      opened.flatMap(({ name, issue }, index) =>
        name === repositoryName(repository) ? [{ ...issue, number: index + 1 }] : [],
      ),
  }
}
