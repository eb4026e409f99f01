import { z } from 'zod'
import type { LineOrigin } from '../../core/authorship/authorship.ts'
import { lineChanges } from '../../core/text/line-changes.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import type { GitHubClient } from './answer.ts'
import { askGraphql } from './graphql.ts'

/** Commits whose version of the file is read to find out where lines stood in them; the others' lines stay without. */
const MAX_VERSIONS = 20

/** A file at a commit, both by GitHub's names. */
interface FileAtCommit {
  readonly revision: string
  readonly path: string
}

/**
 * The origins of a file's lines, by GitHub's blame. It tells no line's number in its commit: for the commits that
 * `isNoted` names, that is found by comparing the file there with the file here. Undefined where GitHub has no blame,
 * and where the repository lists commits for blame to skip, which it may heed: a change could hide its own commits.
 */
export async function lineOrigins(
  client: GitHubClient,
  repository: RepositoryName,
  file: FileAtCommit,
  isNoted: (sha: string) => boolean,
): Promise<readonly LineOrigin[] | undefined> {
  const { revision, path } = file
  const variables = { owner: repository.owner, name: repository.repo, revision, path }
  const more = { file: `${revision}:${path}`, skipped: `${revision}:.git-blame-ignore-revs` }
  const answer = await askGraphql(client, blameAnswer, 'a blame', BLAME, { ...variables, ...more })
  const { commit = null, skipped = null, version = null } = answer?.repository ?? {}
  const ranges = commit?.blame?.ranges ?? []
  if (ranges.length === 0 || skipped !== null || !isGapless(ranges)) return undefined
  const noted = [...new Set(ranges.map(({ commit: { oid } }) => oid))].filter((oid) => oid !== revision && isNoted(oid))
  const head = textOf(version)
  const versions = head === undefined ? new Map() : await readVersions(client, repository, path, noted)
  return ranges.flatMap((range) => {
    const origin = { sha: range.commit.oid, startLine: range.startingLine, endLine: range.endingLine }
    if (origin.sha === revision) return [{ ...origin, original: { path, startLine: origin.startLine } }]
    return placed(origin, path, versions.get(origin.sha), head)
  })
}

const BLAME = `query ($owner: String!, $name: String!, $revision: GitObjectID!, $path: String!, $file: String!, $skipped: String!) {
  repository(owner: $owner, name: $name) {
    commit: object(oid: $revision) {
      ... on Commit { blame(path: $path) { ranges { startingLine endingLine commit { oid } } } }
    }
    skipped: object(expression: $skipped) { oid }
    version: object(expression: $file) { ... on Blob { text isTruncated } }
  }
}`

const sha = z.string().regex(/^[0-9a-f]{40}$/)
const line = z.int().positive()
const blameRange = z.object({ startingLine: line, endingLine: line, commit: z.object({ oid: sha }) })
const blobText = z.object({ text: z.string().nullish(), isTruncated: z.boolean().optional() }).nullable()
const blameAnswer = z.object({
  repository: z
    .object({
      commit: z.object({ blame: z.object({ ranges: z.array(blameRange) }).optional() }).nullable(),
      skipped: z.object({ oid: sha }).nullable(),
      version: blobText,
    })
    .nullable(),
})

function isGapless(ranges: readonly z.infer<typeof blameRange>[]): boolean {
  let next = 1
  for (const { startingLine, endingLine } of ranges) {
    if (startingLine !== next || endingLine < startingLine) return false
    next = endingLine + 1
  }
  return true
}

/** Undefined where GitHub cut it, or took it for no text. */
function textOf(version: z.infer<typeof blobText> = null): string | undefined {
  return version?.isTruncated === false ? (version.text ?? undefined) : undefined
}

/** What the file was in each commit, as far as it went by the same path. */
async function readVersions(
  client: GitHubClient,
  { owner, repo }: RepositoryName,
  path: string,
  shas: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = shas.slice(0, MAX_VERSIONS)
  if (asked.length === 0) return new Map()
  const names = asked.map((_, index) => `v${index}`)
  const declared = names.map((name) => `, $${name}: String!`).join('')
  const objects = names.map((name) => `${name}: object(expression: $${name}) { ... on Blob { text isTruncated } }`)
  const query = `query ($owner: String!, $name: String!${declared}) {
  repository(owner: $owner, name: $name) { ${objects.join(' ')} }
}`
  const variables = Object.fromEntries(asked.map((each, index) => [`v${index}`, `${each}:${path}`]))
  const answer = await askGraphql(client, versionsAnswer, 'versions of a file', query, {
    ...variables,
    owner,
    name: repo,
  })
  return new Map(
    asked.flatMap((each, index) => {
      const text = textOf(answer?.repository?.[`v${index}`])
      return text === undefined ? [] : [[each, text] as const]
    }),
  )
}

const versionsAnswer = z.object({ repository: z.record(z.string(), blobText).nullable() })

/** The lines of a range by where they stood in their commit; those that stood nowhere stay without a place. */
function placed(
  origin: LineOrigin,
  path: string,
  version: string | undefined,
  head: string | undefined,
): readonly LineOrigin[] {
  if (version === undefined || head === undefined) return [origin]
  const lineThere = new Map([...lineChanges(version, head).surviving].map(([there, here]) => [here, there]))
  const parts: LineOrigin[] = []
  for (let here = origin.startLine; here <= origin.endLine; here += 1) {
    const there = lineThere.get(here)
    const last = parts.at(-1)
    if (last !== undefined && continues(last, here, there)) parts[parts.length - 1] = { ...last, endLine: here }
    else parts.push({ sha: origin.sha, startLine: here, endLine: here, ...originalOf(path, there) })
  }
  return parts
}

function continues({ startLine, original }: LineOrigin, here: number, there: number | undefined): boolean {
  return original === undefined ? there === undefined : there === original.startLine + (here - startLine)
}

function originalOf(path: string, startLine: number | undefined): Pick<LineOrigin, 'original'> {
  return startLine === undefined ? {} : { original: { path, startLine } }
}
