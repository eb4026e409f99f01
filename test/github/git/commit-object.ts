import type { Person } from './import-commits.ts'
import type { GitObject } from './object-reader.ts'

export interface CommitObject {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Person
  readonly committer: Person
  readonly message: string
}

/** The commit that git stores as headers, an empty line and the message. */
export function parseCommit(object: GitObject): CommitObject {
  const text = object.content.toString('utf8')
  const headEnd = text.indexOf('\n\n')
  const headers = text
    .slice(0, headEnd)
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ')
      return { name: line.slice(0, space), value: line.slice(space + 1) }
    })
  const value = (name: string) => headers.find((header) => header.name === name)?.value ?? ''
  return {
    sha: object.sha,
    tree: value('tree'),
    parents: headers.filter((header) => header.name === 'parent').map((header) => header.value),
    author: parsePerson(value('author')),
    committer: parsePerson(value('committer')),
    message: text.slice(headEnd + 2),
  }
}

function parsePerson(text: string): Person {
  const open = text.lastIndexOf('<')
  const close = text.lastIndexOf('>')
  const seconds = Number(
    text
      .slice(close + 1)
      .trim()
      .split(' ')[0],
  )
  return {
    name: text.slice(0, open).trimEnd(),
    email: text.slice(open + 1, close),
    date: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`,
  }
}
