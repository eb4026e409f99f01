import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { changedFiles } from './changed-files.ts'
import { type CommitObject, parseCommit } from './commit-object.ts'
import { importCommits, type NewCommit, type Person } from './import-commits.ts'
import { mergeTree } from './merge-tree.ts'
import { type GitObject, objectReader } from './object-reader.ts'
import { runGit, tryGit } from './run-git.ts'

export interface TreeItem {
  readonly path: string
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
  readonly sizeBytes?: number
}

/** A bare repository on disk. Refs are full names (`refs/heads/main`); every method reads and writes through git. */
export type GitRepository = Awaited<ReturnType<typeof createGitRepository>>

/** Creates `directory` as a bare repository; `alternates` is a repository whose objects it shares (a fork's parent). */
export async function createGitRepository(directory: string, defaultBranch: string, alternates?: string) {
  await mkdir(directory, { recursive: true })
  await runGit(directory, ['init', '--quiet', '--bare', '--template=', `--initial-branch=${defaultBranch}`])
  if (alternates !== undefined) {
    await mkdir(join(directory, 'objects', 'info'), { recursive: true })
    await writeFile(join(directory, 'objects', 'info', 'alternates'), `${join(alternates, 'objects')}\n`)
  }
  const reader = objectReader(directory)

  const commit = async (name: string): Promise<CommitObject | undefined> => {
    const object = await reader.read(`${name}^{commit}`)
    return object?.type === 'commit' ? parseCommit(object) : undefined
  }

  return {
    directory,
    commit,
    object: (sha: string): Promise<GitObject | undefined> => reader.read(sha),
    /** The commit's sha that a full ref name points at. */
    resolve: async (ref: string): Promise<string | undefined> => (await reader.read(`${ref}^{commit}`))?.sha,
    import: (ref: string, onto: string | null, commits: readonly NewCommit[]) =>
      importCommits(directory, ref, onto, commits),
    setRef: (ref: string, sha: string) => runGit(directory, ['update-ref', ref, sha]),
    deleteRef: (ref: string) => runGit(directory, ['update-ref', '-d', ref]),
    refs: (prefix: string) => listRefs(directory, prefix),
    tree: (sha: string, recursive: boolean) => listTree(directory, sha, recursive ? ['-r', '-t'] : []),
    /** The entry at a path of a commit; the root is a tree without a name. */
    entryAt: async (commitSha: string, path: string): Promise<TreeItem | undefined> => {
      if (path !== '') return (await listTree(directory, commitSha, [], path)).find((item) => item.path === path)
      const root = await commit(commitSha)
      return root === undefined ? undefined : { path, mode: '040000', type: 'tree', sha: root.tree }
    },
    /** By shas, as all that follow with two of them. */
    mergeBase: remembered((left, right) => mergeBase(directory, left, right)),
    /** Commits that `head` has and `base` has not, oldest first; of every parent, not only the first. */
    commitsBetween: remembered(async (base, head) =>
      lines(await runGit(directory, ['rev-list', '--reverse', '--topo-order', head, `^${base}`])),
    ),
    /** Commits that `head` has and none of the others has, oldest first. */
    commitsWithout: async (head: string, others: readonly string[]) =>
      lines(
        await runGit(directory, ['rev-list', '--reverse', '--topo-order', head, ...others.map((sha) => `^${sha}`)]),
      ),
    history: async (head: string, path?: string) =>
      lines(await runGit(directory, ['rev-list', head, ...(path === undefined ? [] : ['--', path])])),
    isAncestor: async (ancestor: string, descendant: string) =>
      (await tryGit(directory, ['merge-base', '--is-ancestor', ancestor, descendant])).code === 0,
    changedFiles: remembered((base, head) => changedFiles(directory, base, head)),
    /** The tree that merging would give; undefined where it conflicts or the histories have nothing in common. */
    mergeTree: remembered(async (left, right) => {
      const base = await mergeBase(directory, left, right)
      return base === undefined ? undefined : mergeTree(directory, base, left, right)
    }),
    commitTree: (tree: string, parents: readonly string[], message: string, author: Person, committer: Person) =>
      commitTree(directory, tree, parents, message, author, committer),
    fetch: (from: string, source: string, target: string) =>
      runGit(directory, ['fetch', '--quiet', '--no-tags', from, `+${source}:${target}`]),
    close: () => reader.close(),
  }
}

/** A question about two shas, whose answer never changes. One that failed is asked again. */
function remembered<T>(ask: (left: string, right: string) => Promise<T>) {
  const answers = new Map<string, Promise<T>>()
  return (left: string, right: string): Promise<T> => {
    const key = `${left} ${right}`
    const answer = answers.get(key) ?? ask(left, right)
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    return answer
  }
}

async function listRefs(directory: string, prefix: string) {
  const output = await runGit(directory, ['for-each-ref', '--format=%(refname) %(objectname) %(objecttype)'])
  return lines(output)
    .map((line) => line.split(' '))
    .flatMap(([ref = '', sha = '', type = '']) => (ref.startsWith(prefix) ? [{ ref, sha, type }] : []))
}

async function listTree(
  directory: string,
  sha: string,
  flags: readonly string[],
  path?: string,
): Promise<readonly TreeItem[]> {
  const only = path === undefined ? [] : ['--', path]
  const output = await runGit(directory, ['ls-tree', '-l', '-z', '--full-tree', ...flags, sha, ...only])
  return output
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const tab = entry.indexOf('\t')
      const [mode = '', type = '', id = '', size = '-'] = entry.slice(0, tab).split(/ +/)
      return {
        path: entry.slice(tab + 1),
        mode,
        type: type === 'tree' || type === 'commit' ? type : 'blob',
        sha: id,
        ...(size === '-' ? {} : { sizeBytes: Number(size) }),
      }
    })
}

async function mergeBase(directory: string, left: string, right: string): Promise<string | undefined> {
  const result = await tryGit(directory, ['merge-base', left, right])
  if (result.code > 1) throw new Error(result.stderr)
  return result.code === 0 ? result.stdout.toString('utf8').trim() : undefined
}

async function commitTree(
  directory: string,
  tree: string,
  parents: readonly string[],
  message: string,
  author: Person,
  committer: Person,
): Promise<string> {
  const person = ({ name, email, date }: Person) => `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`
  const object = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${person(author)}`,
    `committer ${person(committer)}`,
    '',
    message,
  ].join('\n')
  return (await runGit(directory, ['hash-object', '-t', 'commit', '-w', '--stdin'], Buffer.from(object))).trim()
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}
