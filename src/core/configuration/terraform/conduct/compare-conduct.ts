import type { Conduct, ConductKind, ModuleConduct } from './conduct.ts'
import { THIS_REPOSITORY } from './module-owners.ts'

/** What head does and base does not, or base did and head does not. */
export interface ConductChange {
  readonly conduct: Conduct
  readonly change: 'added' | 'changed' | 'removed'
}

/**
 * What is different, each once. Programs, requests, providers and imports count where they are new, wherever they stand
 * now: what only moved is not. All else is compared by what it is about, where that is on both sides at all.
 */
export function compareConduct(base: ModuleConduct, head: ModuleConduct): readonly ConductChange[] {
  const places = { base: new Set(base.places), head: new Set(head.places) }
  return KINDS.flatMap((kind) =>
    changesOf(
      kind,
      base.conduct.filter(({ what }) => what === kind),
      head.conduct.filter(({ what }) => what === kind),
      places,
    ),
  )
}

const KINDS: readonly ConductKind[] = [
  'runs-code',
  'asks-elsewhere',
  'provider-source',
  'module-owner',
  'ignored-access',
  'acts-elsewhere',
  'imported-principal',
]

type Places = Readonly<Record<'base' | 'head', ReadonlySet<string>>>

function changesOf(
  kind: ConductKind,
  before: readonly Conduct[],
  after: readonly Conduct[],
  places: Places,
): readonly ConductChange[] {
  const isOnBoth = ({ place }: Conduct) => places.base.has(place) && places.head.has(place)
  const come = without(after, before)
  const gone = without(before, after)
  const removed = (all: readonly Conduct[]) => all.filter(isOnBoth).map((conduct) => as('removed', conduct))
  switch (kind) {
    case 'runs-code':
    case 'asks-elsewhere':
    case 'imported-principal':
      return come.map((conduct) => as(changeOf(conduct, before), conduct))
    case 'provider-source':
      return [...come.flatMap((conduct) => changedProvider(conduct, before)), ...removed(lostLocks(before, after))]
    case 'module-owner':
      return come
        .filter(({ key, says }) => says !== THIS_REPOSITORY && before.some((each) => each.key === key))
        .map((conduct) => as('changed', conduct))
    case 'ignored-access':
      return [...withoutRenamed(come, gone, places.head).map((conduct) => as('added', conduct)), ...removed(gone)]
    case 'acts-elsewhere':
      return [
        ...come.filter(isOnBoth).map((conduct) => as(changeOf(conduct, before), conduct)),
        ...removed(gone.filter(({ key }) => !after.some((each) => each.key === key))),
      ]
  }
}

function as(change: ConductChange['change'], conduct: Conduct): ConductChange {
  return { conduct, change }
}

function changeOf(conduct: Conduct, before: readonly Conduct[]): 'added' | 'changed' {
  return before.some(({ key }) => key === conduct.key) ? 'changed' : 'added'
}

/** Where no lock was, a new one only narrows what may be taken. */
function changedProvider(conduct: Conduct, before: readonly Conduct[]): readonly ConductChange[] {
  const { file } = conduct.span
  if (isLock(file) && !before.some(({ span }) => span.file === file)) return []
  return [as(changeOf(conduct, before), conduct)]
}

/** A lock file that goes leaves every version open. */
function lostLocks(before: readonly Conduct[], after: readonly Conduct[]): readonly Conduct[] {
  const files = new Set(after.map(({ span }) => span.file))
  const lost = before.filter(({ span }) => isLock(span.file) && !files.has(span.file))
  return [...new Map(lost.map((each) => [each.span.file, each])).values()]
}

function isLock(file: string): boolean {
  return file.endsWith('.lock.hcl')
}

/** What the same type of resource left as it is under a name that is gone is only renamed. */
function withoutRenamed(
  come: readonly Conduct[],
  gone: readonly Conduct[],
  places: ReadonlySet<string>,
): readonly Conduct[] {
  const kindOf = ({ address, says }: Conduct) => `${address.split('.')[0]} ${says}`
  const left = Map.groupBy(
    gone.filter(({ place }) => !places.has(place)),
    kindOf,
  )
  return come.filter((conduct) => left.get(kindOf(conduct))?.pop() === undefined)
}

/** Those of `all` that are not among `others`; each of `others` stands for one. */
function without(all: readonly Conduct[], others: readonly Conduct[]): readonly Conduct[] {
  const left = Map.groupBy(others, identityOf)
  return all.filter((conduct) => left.get(identityOf(conduct))?.pop() === undefined)
}

const ANYWHERE: ReadonlySet<ConductKind> = new Set<ConductKind>([
  'runs-code',
  'asks-elsewhere',
  'imported-principal',
  'provider-source',
])

/** Programs, requests, imports and providers are the same wherever they stand. */
function identityOf({ what, key, says }: Conduct): string {
  return ANYWHERE.has(what) ? says : `${key} ${says}`
}
