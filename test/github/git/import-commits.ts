import { runGit } from './run-git.ts'

export interface Person {
  readonly name: string
  readonly email: string
  /** ISO 8601. */
  readonly date: string
}

/** A file's content, or content with another mode than a plain file's. */
export type FileContent = string | Uint8Array | { readonly mode: FileMode; readonly content: string | Uint8Array }
type FileMode = '100644' | '100755' | '120000' | '160000'

export interface NewCommit {
  readonly message: string
  readonly author: Person
  readonly committer: Person
  readonly files: ReadonlyMap<string, FileContent>
  readonly deleted: readonly string[]
  /** Everything that `files` does not name goes. */
  readonly replaceAll?: boolean
  /** Further parents (shas) beside the one it stands on. */
  readonly merges?: readonly string[]
}

/**
 * Writes commits, one on top of the other, on `onto` (null: the first has no parent) and points `ref` at the last,
 * whatever the ref said before. One `git fast-import`, no work tree. Returns the commits' shas, oldest first.
 */
export async function importCommits(
  directory: string,
  ref: string,
  onto: string | null,
  commits: readonly NewCommit[],
): Promise<readonly string[]> {
  const stream: Buffer[] = [Buffer.from(`reset ${ref}\n${onto === null ? '' : `from ${onto}\n`}\n`)]
  commits.forEach((commit, index) => {
    writeCommit(stream, ref, commit, index + 1)
  })
  for (const index of commits.keys()) stream.push(Buffer.from(`get-mark :${index + 1}\n`))
  stream.push(Buffer.from('done\n'))
  const output = await runGit(directory, ['fast-import', '--quiet', '--force', '--done'], Buffer.concat(stream))
  return output.split('\n').filter((line) => line !== '')
}

function writeCommit(stream: Buffer[], ref: string, commit: NewCommit, mark: number): void {
  stream.push(
    Buffer.from(
      `commit ${ref}\nmark :${mark}\nauthor ${person(commit.author)}\ncommitter ${person(commit.committer)}\n`,
    ),
    data(commit.message),
    ...(commit.merges ?? []).map((parent) => Buffer.from(`merge ${parent}\n`)),
  )
  if (commit.replaceAll === true) stream.push(Buffer.from('deleteall\n'))
  for (const path of commit.deleted) stream.push(Buffer.from(`D ${quotePath(path)}\n`))
  for (const [path, file] of commit.files) {
    const { mode, content } = plainFile(file)
    if (mode === '160000') stream.push(Buffer.from(`M 160000 ${content.toString('utf8')} ${quotePath(path)}\n`))
    else stream.push(Buffer.from(`M ${mode} inline ${quotePath(path)}\n`), data(content))
  }
  stream.push(Buffer.from('\n'))
}

function plainFile(file: FileContent): { readonly mode: FileMode; readonly content: Buffer } {
  if (typeof file === 'string' || file instanceof Uint8Array) return { mode: '100644', content: Buffer.from(file) }
  return { mode: file.mode, content: Buffer.from(file.content) }
}

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')])
}

function person({ name, email, date }: Person): string {
  const clean = (text: string) => text.replace(/[<>\n]/g, '')
  return `${clean(name)} <${clean(email)}> ${Math.floor(Date.parse(date) / 1000)} +0000`
}

/** C-style quoting, as fast-import reads it: any path is allowed, also one with spaces, quotes or line ends. */
function quotePath(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`
}
