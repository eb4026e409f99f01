import type { YamlPath } from './located-yaml.ts'

/** Who decided a value that is not built in; `both` where each adds to a list. */
export type PolicyLayer = 'organisation' | 'repository' | 'both'

/** A value of a repository's that would loosen what its organisation asks for, and so does not apply. */
export interface Refusal {
  /** In the repository's file. */
  readonly path: YamlPath
  /** What the organisation asks for: the end of a sentence. */
  readonly asked: string
}

/** Where two layers are being merged, and what is noted of it. */
export interface FloorMerge {
  readonly path: YamlPath
  /** By the path, joined with dots. */
  readonly decidedBy: Map<string, PolicyLayer>
  readonly refusals: Refusal[]
}

/** Merges one value. Undefined is what a layer does not write, and what neither of them does. */
export type Merge<T> = (organisation: T | undefined, repository: T | undefined, merge: FloorMerge) => T | undefined

/** Every key of a part of the settings: one that is not merged does not compile. */
export type MergedKeys<T> = { readonly [Key in keyof T]-?: T[Key] | undefined }

/** The same merge, a step further in. */
export function within(merge: FloorMerge, ...steps: YamlPath): FloorMerge {
  return { ...merge, path: [...merge.path, ...steps] }
}

/** The stricter of two words, which are given from lax to strict. */
export function stricter<T extends string | boolean>(fromLax: readonly T[]): Merge<T> {
  return larger((value) => fromLax.indexOf(value))
}

/** The value that ranks higher. */
export function larger<T extends string | number | boolean>(rank: (value: T) => number): Merge<T> {
  return decided((organisation, repository, merge) => {
    if (rank(repository) > rank(organisation)) return by('repository', repository, merge)
    if (rank(repository) < rank(organisation)) refuse(merge, `\`${organisation}\``)
    return by('organisation', organisation, merge)
  })
}

/** True is the stricter word. */
export const asked: Merge<boolean> = stricter([false, true])

/** Everything that either layer lists, as `same` tells them apart; nothing can be taken off. */
export function together<T>(same: (item: T) => string): Merge<T[]> {
  return decided((organisation, repository, merge) => {
    const known = new Set(organisation.map(same))
    const added = repository.filter((item) => !known.has(same(item)))
    return by(added.length === 0 ? 'organisation' : 'both', [...organisation, ...added], merge)
  })
}

/** Names that are the same in any case. */
export const names: Merge<string[]> = together((name) => name.toLowerCase())

/** Of what is listed one is enough, so that every further one is laxer: a repository may only take some off. */
export const amongst: Merge<string[]> = decided(common)

/** What a repository may choose, within what its organisation does not forbid; nothing is on for being allowed. */
export const allowed: Merge<boolean> = (organisation, repository, merge) => {
  if (repository === true && organisation === false) {
    refuse(merge, '`false`')
    return by('organisation', false, merge)
  }
  return repository === undefined ? undefined : by('repository', repository, merge)
}

/** What makes nothing laxer or stricter: the repository's word where there is one. */
export function preferred<T>(): Merge<T> {
  return decided((_, repository, merge) => by('repository', repository, merge))
}

/** What only one layer writes is what applies; `both` decides where each of them does. */
export function decided<T>(both: (organisation: T, repository: T, merge: FloorMerge) => T): Merge<T> {
  return (organisation, repository, merge) => {
    if (organisation === undefined) return repository === undefined ? undefined : by('repository', repository, merge)
    return repository === undefined ? by('organisation', organisation, merge) : both(organisation, repository, merge)
  }
}

/** Notes who decided. */
export function by<T>(layer: PolicyLayer, value: T, { path, decidedBy }: FloorMerge): T {
  decidedBy.set(path.join('.'), layer)
  return value
}

export function refuse({ path, refusals }: FloorMerge, askedFor: string): void {
  refusals.push({ path, asked: askedFor })
}

/** What both list; where they have nothing in common, the organisation's. */
export function common(organisation: string[], repository: string[], merge: FloorMerge): string[] {
  const kept = shared(organisation, repository, merge)
  if (kept.length === 0) return by('organisation', organisation, merge)
  return by(kept.length < organisation.length ? 'repository' : 'organisation', kept, merge)
}

/** Those of a list that the other one has, in any case; with `merge`, refused where some are not there. */
export function shared(listed: string[], wanted: string[], merge?: FloorMerge): string[] {
  const known = new Set(listed.map((key) => key.toLowerCase()))
  const kept = wanted.filter((key) => known.has(key.toLowerCase()))
  if (merge !== undefined && kept.length < wanted.length) {
    refuse(
      merge,
      listed.length === 0 ? 'none at all' : `nothing beside ${listed.map((key) => `\`${key}\``).join(', ')}`,
    )
  }
  return kept
}
