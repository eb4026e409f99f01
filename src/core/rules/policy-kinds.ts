import type { PolicyKind } from '../authorization/access.ts'
import { matchesPath, type PathPattern } from './path-pattern.ts'

/** What raw policies below some paths are for. */
export interface ChosenPolicyKind {
  readonly paths: readonly PathPattern[]
  readonly kind: PolicyKind
}

/** What the settings say that policies in a file are for; undefined where they do not. The last that is meant decides. */
export function chosenPolicyKind(kinds: readonly ChosenPolicyKind[], path: string): PolicyKind | undefined {
  return kinds.findLast(({ paths }) => matchesPath(paths, path))?.kind
}
