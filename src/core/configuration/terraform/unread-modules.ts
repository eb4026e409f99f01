import { literalText } from './literal-text.ts'
import type { UnreadModule } from './module-access.ts'
import { modulesOf, type StaticModule } from './module-tree.ts'

/** The calls of a tree whose modules could not be read. */
export function unreadModules(tree: StaticModule): readonly UnreadModule[] {
  return modulesOf(tree).flatMap(({ path, source: { declarations }, children }) =>
    [...declarations.modules].flatMap(([name, call]): readonly UnreadModule[] => {
      const found = children.get(name)
      if (found?.kind !== 'unreadable') return []
      const [source, version] = ['source', 'version'].map((each) =>
        literalText(call.attributes.get(each)?.attribute.expression),
      )
      const { start, end } = call.block.headerRange
      const span = { file: call.file, start, end }
      return [{ address: `${path}module.${name}`, source: source ?? '', version, reason: found.reason, span }]
    }),
  )
}
