import type { SourceVersions } from '../core/difference/source-versions.ts'
import type { GovernanceFact } from '../core/rules/fact.ts'
import type { InlineIgnore } from '../core/rules/inline-ignores.ts'
import { quotedText } from '../core/text/quoted-text.ts'
import type { ChangedPath } from './change-set.ts'
import { canHaveIgnores, fileIgnores } from './file-ignores.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/** An inline ignore in a changed file of head. */
export interface ChangedIgnore {
  readonly ignore: InlineIgnore
  /** Whether it is on no changed file of base: the change itself brings it. One that moves is not brought. */
  readonly isBrought: boolean
}

interface Sides {
  readonly base: SideTexts
  readonly head: SideTexts
  readonly memory: TerraformMemory
}

/**
 * The inline ignores in the files that a change touches, as they are at head: in all that can have some, since what
 * nothing reads today may be read tomorrow.
 */
export function changedIgnores(changed: readonly ChangedPath[], sides: Sides): readonly ChangedIgnore[] {
  const { base, head, memory } = sides
  const paths = changed.map(({ path }) => path).filter(canHaveIgnores)
  const known = new Set(paths.flatMap((path) => ignoresOf(path, base, memory)).map(contentOf))
  return paths
    .flatMap((path) => ignoresOf(path, head, memory))
    .map((ignore) => ({ ignore, isBrought: !known.has(contentOf(ignore)) }))
}

function ignoresOf(path: string, { texts }: SideTexts, memory: TerraformMemory): readonly InlineIgnore[] {
  const text = texts.get(path)
  return text === undefined ? [] : fileIgnores(memory.parse(path, text)).ignores
}

/** What it says, wherever it stands. */
function contentOf({ rule, reason, approver, until, digest }: InlineIgnore): string {
  return JSON.stringify([rule, reason, approver, until, digest])
}

/** Those that the change brings, or that are about lines of it: nothing is said of the others. */
export function ignoresInQuestion({
  ignores,
  sources,
}: {
  readonly ignores: readonly ChangedIgnore[]
  readonly sources: SourceVersions
}): readonly InlineIgnore[] {
  const isTouched = ({ span, lines }: InlineIgnore) =>
    sources.changes(span.file).added.some((run) => run.startLine <= lines.endLine && lines.startLine <= run.endLine)
  return ignores.filter((each) => each.isBrought || isTouched(each.ignore)).map(({ ignore }) => ignore)
}

/**
 * An ignore takes effect with the merge, like a line of the settings, and in a change that adds no access itself: each
 * file that one is brought to needs a second human.
 */
export function broughtFacts(ignores: readonly ChangedIgnore[], sources: SourceVersions): readonly GovernanceFact[] {
  const brought = ignores.filter(({ isBrought }) => isBrought).map(({ ignore }) => ignore)
  return [...Map.groupBy(brought, ({ span }) => span.file)].map(([file, [first, ...others]]): GovernanceFact => {
    const lines = (first && sources.lines('head', first.span)) ?? { startLine: 1, endLine: 1 }
    const more = others.length === 0 ? '' : ` and ${others.length} more`
    const of = first === undefined ? '' : ` of ${quotedText(first.rule)} until ${first.until}`
    const detail = `brings an inline ignore${of}${more}, which acts on nothing before it is at the tip of the base branch`
    return { kind: 'governance', what: 'settings-changed', address: file, location: { file, ...lines }, detail }
  })
}
