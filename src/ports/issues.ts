import type { RepositoryKey } from './pull-requests.ts'

export interface NewIssue {
  /** One line of plain text. */
  readonly title: string
  /** Markdown, escaped by whoever wrote it. */
  readonly body: string
}

/** Issues that the app opens itself. It takes the permission `issues: write`; every method throws `Fault`. */
export interface Issues {
  /**
   * Opens an issue and returns its number, or returns that of the app's own issue that carries the same `marker`
   * already, open or closed: doing it twice says it once. The marker is a text without whitespace that no other issue
   * has; it is kept in the body, where nobody sees it.
   */
  open(repository: RepositoryKey, marker: string, issue: NewIssue): Promise<number>
}
