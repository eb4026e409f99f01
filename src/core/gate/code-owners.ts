import { isTooLong, type OwnersPattern, readOwnersPattern } from './code-owners-pattern.ts'
import { matchesOwnersPattern } from './matches-owners-pattern.ts'

/** Somebody whom a CODEOWNERS file names. Logins and slugs in lower case. */
export type CodeOwner =
  | { readonly kind: 'account'; readonly login: string }
  | { readonly kind: 'team'; readonly org: string; readonly slug: string }
  | { readonly kind: 'email'; readonly address: string }

interface CodeOwnersRule {
  readonly pattern: OwnersPattern
  /** Empty where the line takes the owners away from what it matches. */
  readonly owners: readonly CodeOwner[]
}

/** A CODEOWNERS file, read. */
export interface CodeOwners {
  /** In the file's order: the last one that matches speaks. */
  readonly rules: readonly CodeOwnersRule[]
  /** Lines (from 1) that GitHub passes over, and why. */
  readonly skipped: readonly { readonly line: number; readonly reason: string }[]
}

/** Files of the same owners. */
export interface OwnedFiles {
  readonly owners: readonly CodeOwner[]
  readonly files: readonly string[]
}

const MAX_RULES = 10_000
/** Patterns that are held against paths for one change: some seconds of the most costly kind. */
const MAX_COMPARISONS = 2_000_000

/**
 * Reads a CODEOWNERS file by GitHub's rules; undefined where it has more rules, or longer ones, than are read. A line is a pattern and
 * its owners, a `#` begins a comment, and a line that GitHub does not understand is passed over as GitHub does.
 * Source: GitHub's documentation, "About code owners".
 */
export function readCodeOwnersText(text: string): CodeOwners | undefined {
  const rules: CodeOwnersRule[] = []
  const skipped: { line: number; reason: string }[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const [pattern, ...owners] = wordsOf(line)
    if (pattern === undefined) continue
    if (isTooLong(pattern)) return undefined
    const read = ruleOf(pattern, owners)
    if (typeof read === 'string') skipped.push({ line: index + 1, reason: read })
    else rules.push(read)
    if (rules.length > MAX_RULES) return undefined
  }
  return { rules, skipped }
}

/** Who owns which of these files, files of the same owners together; undefined where that is more than is compared. */
export function ownedFiles({ rules }: CodeOwners, paths: readonly string[]): readonly OwnedFiles[] | undefined {
  if (rules.length * paths.length > MAX_COMPARISONS) return undefined
  const groups = new Map<string, { owners: readonly CodeOwner[]; files: string[] }>()
  for (const path of paths) {
    const segments = path.split('/')
    const owners = rules.findLast(({ pattern }) => matchesOwnersPattern(pattern, segments))?.owners ?? []
    if (owners.length === 0) continue
    const name = owners.map(ownerName).sort().join(' ')
    const group = groups.get(name) ?? { owners, files: [] }
    group.files.push(path)
    groups.set(name, group)
  }
  return [...groups.values()]
}

/** As the file writes it. */
export function ownerName(owner: CodeOwner): string {
  switch (owner.kind) {
    case 'account':
      return `@${owner.login}`
    case 'team':
      return `@${owner.org}/${owner.slug}`
    case 'email':
      return owner.address
  }
}

/** A word ends at a space or tab that no backslash escapes; one that begins with `#` begins the comment. */
function wordsOf(line: string): readonly string[] {
  const words = line.replace(/\r$/, '').match(/(?:\\.|[^ \t\\]|\\$)+/gs) ?? []
  const comment = words.findIndex((word) => word.startsWith('#'))
  return comment < 0 ? words : words.slice(0, comment)
}

/** The rule, or why GitHub passes the line over. */
function ruleOf(pattern: string, words: readonly string[]): CodeOwnersRule | string {
  const read = readOwnersPattern(pattern)
  if (typeof read === 'string') return read
  const owners = words.map(ownerOf)
  const known = owners.filter((owner) => owner !== undefined)
  if (known.length === owners.length) return { pattern: read, owners: known }
  return 'it names an owner that is no @login, @org/team or e-mail address'
}

const ACCOUNT = /^@([a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?(?:_[a-z0-9]+)?)$/i
const TEAM = /^@([a-z0-9][a-z0-9-]{0,99})\/([a-z0-9_][a-z0-9_.-]{0,254})$/i
const EMAIL = /^[^@\s]{1,64}@[^@\s]{1,255}$/

function ownerOf(word: string): CodeOwner | undefined {
  const login = ACCOUNT.exec(word)?.[1]
  if (login !== undefined) return { kind: 'account', login: login.toLowerCase() }
  const [, org, slug] = TEAM.exec(word) ?? []
  if (org !== undefined && slug !== undefined) {
    return { kind: 'team', org: org.toLowerCase(), slug: slug.toLowerCase() }
  }
  return EMAIL.test(word) ? { kind: 'email', address: word } : undefined
}
