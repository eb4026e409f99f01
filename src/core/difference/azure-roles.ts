import { type Pattern, patternOf, type Token } from '../authorization/aws/pattern.ts'
import type { AzurePermission, AzureRole } from '../authorization/azure/role.ts'
import { Budget, DEFAULT_LIMITS } from './aws/budget.ts'
import { OTHER, type Word } from './aws/letters.ts'
import { Lexicon } from './aws/lexicon.ts'
import { searchWords } from './aws/word-search.ts'
import type { DocumentVerdict } from './document-verdict.ts'
import { unspelledLetter } from './unspelled-letter.ts'

type Plane = 'control' | 'data'

/** One permission entry on one plane: what it lets through, and what it excludes from that. */
interface Entry {
  readonly actions: readonly Pattern[]
  readonly excluded: readonly Pattern[]
}

/**
 * A role definition is the union of its permission entries, each its actions without its own notActions; data actions
 * are a plane of their own. Names match in any case, `*` matches any run.
 * Source: "Understand Azure role definitions", Azure RBAC documentation.
 */
export function compareAzureRoles(base: AzureRole | undefined, head: AzureRole | undefined): DocumentVerdict {
  for (const plane of ['control', 'data'] as const) {
    const verdict = comparePlane(entriesOf(base, plane), entriesOf(head, plane), plane)
    if (verdict.verdict !== 'not-broadened') return verdict
  }
  return { verdict: 'not-broadened' }
}

function comparePlane(base: readonly Entry[], head: readonly Entry[], plane: Plane): DocumentVerdict {
  const lexicon = new Lexicon()
  const budget = new Budget(DEFAULT_LIMITS)
  const automaton = (pattern: Pattern) => lexicon.automaton(lexicon.lexeme(pattern), 'must')
  for (const entry of head) {
    for (const action of entry.actions) {
      let found: Word | undefined
      const problem = {
        groups: [[automaton(action)]],
        excluded: entry.excluded.map(automaton),
        observed: base.flatMap(({ actions, excluded }) => [
          ...actions.map((pattern) => ({ automaton: automaton(pattern), demanded: false })),
          ...excluded.map((pattern) => ({ automaton: automaton(pattern), demanded: true })),
        ]),
      }
      const outcome = searchWords(problem, budget, (accepted, word) => {
        if (isCovered(base, accepted)) return 'next'
        found = word
        return 'stop'
      })
      if (outcome === 'limit')
        return { verdict: 'undecided', reason: 'the action patterns can be combined in too many ways' }
      if (found !== undefined) return broadened(found, action, plane, lettersOf([...base, ...head]))
    }
  }
  return { verdict: 'not-broadened' }
}

/** The letters that some pattern spells, in lower case. */
function lettersOf(entries: readonly Entry[]): ReadonlySet<string> {
  const tokens = entries
    .flatMap(({ actions, excluded }) => [...actions, ...excluded])
    .flatMap((pattern) => pattern.tokens)
  return new Set(tokens.flatMap((token) => (token.kind === 'literal' ? [...token.text.toLowerCase()] : [])))
}

/** `accepted` tells, entry by entry, of its actions and then of what it excludes. */
function isCovered(base: readonly Entry[], accepted: readonly boolean[]): boolean {
  let at = 0
  return base.some(({ actions, excluded }) => {
    const matches = accepted.slice(at, at + actions.length).includes(true)
    at += actions.length
    const isExcluded = accepted.slice(at, at + excluded.length).includes(true)
    at += excluded.length
    return matches && !isExcluded
  })
}

function broadened(word: Word, action: Pattern, plane: Plane, spelledLetters: ReadonlySet<string>): DocumentVerdict {
  const written = literalText(action)
  const other = unspelledLetter(spelledLetters) ?? 'x'
  const spelled = word.map((code) => (code === OTHER ? other : String.fromCharCode(code))).join('')
  return {
    verdict: 'broadened',
    witness: { action: written ?? spelled, resource: '*', context: {} },
    ...(plane === 'data' ? { reason: 'a data action' } : {}),
  }
}

function literalText(pattern: Pattern): string | undefined {
  const [first, ...others] = pattern.tokens
  return first?.kind === 'literal' && others.length === 0 ? first.text : undefined
}

function entriesOf(role: AzureRole | undefined, plane: Plane): readonly Entry[] {
  return (role?.permissions ?? []).map((permission) => entryOf(permission, plane))
}

function entryOf({ actions, notActions, dataActions, notDataActions }: AzurePermission, plane: Plane): Entry {
  const [included, excluded] = plane === 'control' ? [actions, notActions] : [dataActions, notDataActions]
  return { actions: included.map(azurePattern), excluded: excluded.map(azurePattern) }
}

function azurePattern(text: string): Pattern {
  const tokens = text.split(/(\*)/).flatMap((piece): readonly Token[] => {
    if (piece === '*') return [{ kind: 'wildcard', many: true, inSegment: false }]
    return piece === '' ? [] : [{ kind: 'literal', text: piece }]
  })
  return patternOf(tokens, true)
}
