import { literalText } from './literal-text.ts'
import type { UnreadModule } from './module-access.ts'
import { modulesOf, type StaticModule } from './module-tree.ts'
import { headerSpan } from './overrides.ts'

/** The calls of a tree whose modules could not be read. */
export function unreadModules(tree: StaticModule): readonly UnreadModule[] {
  return modulesOf(tree).flatMap(({ path, source: { declarations }, children }) =>
    [...declarations.modules].flatMap(([name, call]): readonly UnreadModule[] => {
      const found = children.get(name)
      if (found?.kind !== 'unreadable') return []
      const [source, version] = ['source', 'version'].map((each) =>
        literalText(call.attributes.get(each)?.attribute.expression),
      )
      const span = headerSpan(call)
      return [{ address: `${path}module.${name}`, source: source ?? '', version, reason: found.reason, span }]
    }),
  )
}
