import type { UnreadModule } from '../core/configuration/terraform/module-access.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import type { ModuleVariant } from './terraform-modules.ts'

/** Modules that one diagnostic names; it says how many more there are. */
const MAX_NAMED = 10

/**
 * What is to be said of the modules that were evaluated: problems in files that the change touches, and those that
 * base did not have; and which modules could not be read, one diagnostic a root.
 */
export function moduleDiagnostics(
  modules: readonly ModuleVariant[],
  touched: ReadonlySet<string>,
): readonly Diagnostic[] {
  const before = new Set(modules.flatMap(({ base }) => base.diagnostics.map(keyOf)))
  const problems = modules.flatMap(({ head }) =>
    head.diagnostics.filter((each) => touched.has(each.subject.file) || !before.has(keyOf(each))),
  )
  const byRoot = Map.groupBy(modules, ({ directory }) => directory)
  return [...problems, ...[...byRoot].flatMap(([root, variants]) => unreadIn(root, variants))]
}

/** The same problem at another place of a file is the same one. */
function keyOf({ code, summary, subject }: Diagnostic): string {
  return `${code} ${subject.file} ${summary}`
}

function unreadIn(root: string, variants: readonly ModuleVariant[]): readonly Diagnostic[] {
  const unread = new Map(variants.flatMap(({ head }) => head.unread).map((each) => [each.address, each]))
  const [first] = unread.values()
  if (first === undefined) return []
  const named = [...unread.values()].slice(0, MAX_NAMED).map(textOf)
  const more = unread.size > named.length ? ` and ${unread.size - named.length} more` : ''
  const where = root === '' ? 'the root module' : root
  return [
    {
      severity: 'warning',
      code: 'module-not-read',
      summary: `${unread.size === 1 ? 'A module' : `${unread.size} modules`} that ${where} calls could not be read`,
      detail: `What they do is not known, so a change of their source, version or access-like inputs is held: ${named.join('; ')}${more}.`,
      subject: first.span,
    },
  ]
}

function textOf({ address, source, version, reason }: UnreadModule): string {
  return `${address} (${source}${version === undefined ? '' : ` ${version}`}) ${reason}`
}
