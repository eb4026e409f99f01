import { expect, it } from 'vitest'
import type { PlanArtifacts } from '../../src/ports/plan-artifacts.ts'
import type { RepositoryKey } from '../../src/ports/pull-requests.ts'

/** Texts by path, by the artifact's name. */
export type Uploads = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A repository whose workflows upload. */
export interface PlanArtifactsWorld {
  readonly artifacts: PlanArtifacts
  readonly repository: RepositoryKey
  readonly elsewhere: RepositoryKey
  /** Makes a commit, and returns its id. */
  commit(): Promise<string>
  /** A workflow runs for a commit of `repository`; returns the run's id. */
  upload(sha: string, uploads: Uploads): Promise<number>
}

/** What every implementation of `PlanArtifacts` does. */
export function planArtifactsContract(create: () => Promise<PlanArtifactsWorld>): void {
  it('gives the files of each artifact of the commit, in the order of the names', async () => {
    const { artifacts, repository, commit, upload } = await create()
    const sha = await commit()
    await upload(sha, { live: { 'plan.json': 'å 🚀' }, edge: { 'eu/plan.json': '{}', 'us/plan.json': '' }, other: {} })
    const found = await artifacts.plansFor(repository, sha, ['edge', 'live'])
    expect(found.map((each) => each.kind === 'files' && [each.name, each.files])).toEqual([
      ['edge', [text('eu/plan.json', '{}'), text('us/plan.json', '')]],
      ['live', [text('plan.json', 'å 🚀')]],
    ])
  })

  it('says of what was not uploaded, or for another commit, that it is not there', async () => {
    const { artifacts, repository, elsewhere, commit, upload } = await create()
    const [one, other] = [await commit(), await commit()]
    await upload(one, { plan: { 'plan.json': '{}' } })
    const absent = [{ kind: 'absent', name: 'plan' }]
    expect(await artifacts.plansFor(repository, other, ['plan'])).toEqual(absent)
    expect(await artifacts.plansFor(elsewhere, one, ['plan'])).toEqual(absent)
    expect(await artifacts.plansFor(repository, one, ['Plan'])).toEqual([{ kind: 'absent', name: 'Plan' }])
    expect(await artifacts.plansFor(repository, one, [])).toEqual([])
  })

  it('takes the newest of a name', async () => {
    const { artifacts, repository, commit, upload } = await create()
    const sha = await commit()
    await upload(sha, { plan: { 'plan.json': 'first' } })
    await upload(sha, { plan: { 'plan.json': 'second' }, more: { 'plan.json': 'third' } })
    await upload(sha, {})
    const [found] = await artifacts.plansFor(repository, sha, ['plan'])
    expect(found).toEqual({ kind: 'files', name: 'plan', files: [text('plan.json', 'second')] })
    expect((await artifacts.plansFor(repository, sha, ['plan']))[0]).toEqual(found)
  })

  it('names what one run has uploaded', async () => {
    const { artifacts, repository, commit, upload } = await create()
    const sha = await commit()
    const run = await upload(sha, { live: { 'plan.json': '{}' }, edge: { 'plan.json': '{}' } })
    const silent = await upload(sha, {})
    expect((await artifacts.uploadedBy(repository, run)).toSorted()).toEqual(['edge', 'live'])
    expect(await artifacts.uploadedBy(repository, silent)).toEqual([])
  })

  it('knows a repository by its name in any case', async () => {
    const { artifacts, repository, commit, upload } = await create()
    const sha = await commit()
    await upload(sha, { plan: { 'plan.json': '{}' } })
    const shouted = { ...repository, repo: repository.repo.toUpperCase() }
    expect(await artifacts.plansFor(shouted, sha, ['plan'])).toMatchObject([{ kind: 'files' }])
  })
}

function text(path: string, content: string) {
  return { kind: 'text', path, text: content }
}
