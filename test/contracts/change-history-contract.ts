import { describe, expect, it } from 'vitest'
import type { LineOrigin } from '../../src/core/authorship/authorship.ts'
import type { ChangeHistory } from '../../src/ports/change-history.ts'

/** A repository with a history that a test writes, and that `history` reads. */
export interface HistoryWorld {
  readonly history: ChangeHistory
  /** A commit on top of the one before: files that it changes, names of those that it deletes. Returns its id. */
  commit(files: Readonly<Record<string, string>>, deleted?: readonly string[]): Promise<string>
  note(sha: string, text: string): Promise<void>
}

type Build = () => Promise<HistoryWorld>

const NOWHERE = '9'.repeat(40)

/** What every implementation of `ChangeHistory` does. `build` makes a new repository, empty but for its first commit. */
export function changeHistoryContract(build: Build): void {
  describe('notes', () => notes(build))
  describe('the origins of lines', () => origins(build))
  describe('origins that are not known', () => unknownOrigins(build))
}

function notes(build: Build): void {
  it('are none where nobody ever wrote one', async () => {
    const { history, commit } = await build()
    expect(await history.notes([await commit({ 'main.tf': 'a\n' })])).toEqual({ notes: [], complete: true })
  })

  it('are those of the commits asked for, as they were written', async () => {
    const { history, commit, note } = await build()
    const shas = [await commit({ a: '1\n' }), await commit({ a: '2\n' }), await commit({ a: '3\n' })]
    const [first = '', second = '', third = ''] = shas
    await note(first, 'main.tf\n  s_1::t_1 1-2\n---\n{"a":"å 🚀"}\n')
    await note(second, 'not asked for')
    expect(await history.notes([third, first, first])).toEqual({
      notes: [{ sha: first, text: 'main.tf\n  s_1::t_1 1-2\n---\n{"a":"å 🚀"}\n' }],
      complete: true,
    })
  })

  it('are none for what is no commit here', async () => {
    const { history, commit, note } = await build()
    await note(await commit({ a: '1\n' }), 'a note')
    const names = [NOWHERE, 'main', '', '--help', 'refs/notes/ai', '../../etc']
    expect(await history.notes(names)).toEqual({ notes: [], complete: true })
    expect(await history.notes([])).toEqual({ notes: [], complete: true })
  })
}

function origins(build: Build): void {
  it('name the commit that last changed each line', async () => {
    const { history, commit } = await build()
    const first = await commit({ 'main.tf': 'a\nb\nc\n' })
    const second = await commit({ 'main.tf': 'a\nB\nc\nd\n', 'other.tf': 'x\n' })
    expect(await shasByLine(history, second, 'main.tf')).toEqual([first, second, first, second])
    expect(await shasByLine(history, first, 'main.tf')).toEqual([first, first, first])
  })

  it('tell where the lines of noted commits stood', async () => {
    const { history, commit, note } = await build()
    const first = await commit({ 'main.tf': 'a\nb\nc\n' })
    const second = await commit({ 'main.tf': 'new\nnewer\na\nb\nc\nd\n' })
    await note(first, 'a note')
    await history.notes([first, second])
    const third = await commit({ 'main.tf': 'new\na\nbetween\nb\nc\nd\n' })
    const places = (await originsOf(history, third, 'main.tf')).flatMap(byLine)
    expect(places.map(({ sha }) => sha)).toEqual([second, first, third, first, first, second])
    expect(places.filter(({ sha }) => sha === first).map(({ original }) => original)).toEqual(
      [1, 2, 3].map((startLine) => ({ path: 'main.tf', startLine })),
    )
    expect(places[2]?.original).toEqual({ path: 'main.tf', startLine: 3 })
  })

  it('are those of the file before it was renamed, whose name is told where the line is', async () => {
    const { history, commit, note } = await build()
    const first = await commit({ 'old.tf': 'one\ntwo\nthree\nfour\nfive\n' })
    await note(first, 'a note')
    await history.notes([first])
    const second = await commit({ 'new name.tf': 'one\ntwo\nthree\nfour\nfive\n' }, ['old.tf'])
    expect(await shasByLine(history, second, 'new name.tf')).toEqual([first, first, first, first, first])
    const [origin] = await originsOf(history, second, 'new name.tf')
    expect([undefined, { path: 'old.tf', startLine: 1 }]).toContainEqual(origin?.original)
  })

  it('are found for any name that git takes', async () => {
    const { history, commit } = await build()
    const names = ['sp ace.tf', 'ünïcode 🚀.tf', '"quoted".tf', 'a\\b.tf', '-dash.tf', ':(glob)*.tf', 'a/b c/d.tf']
    const sha = await commit(Object.fromEntries(names.map((path, index) => [path, `${index}\nb`])))
    for (const path of names) {
      const origins = await originsOf(history, sha, path)
      expect(origins).toEqual([{ sha, startLine: 1, endLine: 2, original: { path, startLine: 1 } }])
    }
  })

  it('of an empty file are none', async () => {
    const { history, commit } = await build()
    const sha = await commit({ 'empty.tf': '' })
    expect((await history.lineOrigins(sha, 'empty.tf')) ?? []).toEqual([])
  })
}

function unknownOrigins(build: Build): void {
  it('are those of a file that is not there', async () => {
    const { history, commit } = await build()
    const sha = await commit({ 'main.tf': 'a\n' })
    for (const path of ['lost.tf', '', '../main.tf', 'main.tf/x', 'nul\0.tf']) {
      expect(await history.lineOrigins(sha, path)).toBeUndefined()
    }
  })

  it('are those at a commit that is not there', async () => {
    const { history, commit } = await build()
    await commit({ 'main.tf': 'a\n' })
    expect(await history.lineOrigins(NOWHERE, 'main.tf')).toBeUndefined()
  })

  it('are no question at what is no full id of a commit', async () => {
    const { history, commit } = await build()
    const sha = await commit({ 'main.tf': 'a\n' })
    for (const revision of ['main', 'HEAD', '', '--help', sha.slice(0, 12)]) {
      await expect(history.lineOrigins(revision, 'main.tf')).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
    }
  })
}

/** Told, in order, and without gaps. */
async function originsOf(history: ChangeHistory, revision: string, path: string): Promise<readonly LineOrigin[]> {
  const origins = (await history.lineOrigins(revision, path)) ?? expect.fail(`${path} has no origins`)
  let next = 1
  for (const { startLine, endLine } of origins) {
    expect(startLine).toBe(next)
    next = endLine + 1
  }
  return origins
}

async function shasByLine(history: ChangeHistory, revision: string, path: string): Promise<readonly string[]> {
  return (await originsOf(history, revision, path)).flatMap(byLine).map(({ sha }) => sha)
}

/** A range as ranges of one line each. */
function byLine({ sha, startLine, endLine, original }: LineOrigin): readonly LineOrigin[] {
  return Array.from({ length: endLine - startLine + 1 }, (_, index) => ({
    sha,
    startLine: startLine + index,
    endLine: startLine + index,
    ...(original === undefined ? {} : { original: { ...original, startLine: original.startLine + index } }),
  }))
}
