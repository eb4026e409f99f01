import type { ReachKind } from '../../../../authorization/reach.ts'

/**
 * What a type of resource gives to whom at which holder, or protects there, by being there: a row is data. Arguments
 * are paths, as `settingsAt` takes them.
 */
export interface Relation {
  readonly type: string
  readonly effect: Exclude<ReachKind, 'network'>
  /** The first part of the holder's name. All rows of a noun have bounds, or none has. */
  readonly noun: string
  /**
   * Arguments that name the holder together: without one of them there is none, and each item of a list is one. No
   * arguments: the account, or its region. `own`: the resource itself is it, by that attribute where others refer to
   * it, else by its address.
   */
  readonly holder: readonly string[]
  readonly own?: true
  /** Of a resource that is itself what protects: its deletion is told by what it protects, and this goes unsaid. */
  readonly apart?: true
  /** For people: `a standing credential`. */
  readonly says: string
  /** The argument each of whose items is given: it stands behind `says`. Absent: `says` alone. */
  readonly aspects?: string
  /** To whom, together one name: each item of a list in the first is one. Absent: for everybody, of everything. */
  readonly scope?: readonly string[]
  /** Each resource is one of its own, by this attribute: two keys of one user are two. */
  readonly scopeOwn?: string
  /** The scope is a text with commas between its items. */
  readonly isSeparated?: true
  /** The word that stands for everybody, beside `*`. */
  readonly everybody?: string
  /** The name that is the same as none: the root of a file system limits nothing. */
  readonly none?: string
  /** The scope is blocks of addresses. */
  readonly isAddress?: true
  /** The scope is a list of addresses, by its name. */
  readonly isList?: true
  /** The scope where it is not written; absent: then there is nothing. */
  readonly scopeAbsent?: string
  /** What bounds it: one of the items of the only argument, or all of the arguments together; of none, nothing does. */
  readonly bounds?: readonly string[]
  /** For people, before what bounds it: `in the namespace`. */
  readonly boundsSay?: string
  /** The type of the blocks that aspects, scope, bounds and `when` are arguments of: a path of types. */
  readonly within?: string
  /** Where `ignore_changes` leaves the blocks alone, they may be any. */
  readonly mayBeIgnored?: true
  /** Further paths that are read whole: what else they say is no access. */
  readonly whole?: readonly string[]
  /** Only with one of these values; `absent` is the value where none is written. */
  readonly when?: { readonly argument: string; readonly is: readonly string[]; readonly absent: string }
  /** What has no region: an account has it once. */
  readonly isGlobal?: true
}
