import { expect, it } from 'vitest'
import type { Issues } from '../../src/ports/issues.ts'
import type { RepositoryKey } from '../../src/ports/pull-requests.ts'

export interface IssuesWorld {
  readonly issues: Issues
  readonly repository: RepositoryKey
  readonly elsewhere: RepositoryKey
  /** Titles of the issues that stand in a repository, oldest first. */
  readonly titles: (repository: RepositoryKey) => readonly string[]
}

/** What every implementation of `Issues` does. */
export function issuesContract(open: () => Promise<IssuesWorld>): void {
  const issue = { title: 'Look here', body: 'Something **happened**' }

  it('are opened once for a marker, and found again by it', async () => {
    const { issues, repository, titles } = await open()
    const number = await issues.open(repository, 'push-1', issue)
    expect(await issues.open(repository, 'push-1', { ...issue, title: 'Look again' })).toBe(number)
    expect(titles(repository)).toEqual(['Look here'])
  })

  it('are opened once though two ask at the same time', async () => {
    const { issues, repository, titles } = await open()
    const [one, other] = await Promise.all([
      issues.open(repository, 'push-1', issue),
      issues.open(repository, 'push-1', issue),
    ])
    expect(other).toBe(one)
    expect(titles(repository)).toHaveLength(1)
  })

  it('of other markers and other repositories are others', async () => {
    const { issues, repository, elsewhere, titles } = await open()
    await issues.open(repository, 'push-1', issue)
    await issues.open(repository, 'push-12', { ...issue, title: 'Look there' })
    await issues.open(elsewhere, 'push-1', issue)
    expect(titles(repository)).toEqual(['Look here', 'Look there'])
    expect(titles(elsewhere)).toEqual(['Look here'])
  })
}
