import { digestOf } from '../../value/fingerprint.ts'
import { knownText, type Value } from '../../value/value.ts'
import { readsNamedFiles } from './outline.ts'
import { repositoryPath } from './paths.ts'
import type { ModuleScope } from './scope.ts'

/** Texts of one data source that are looked at. */
const MAX_TEXTS = 1_000

/**
 * The fingerprint of the files that the arguments of a data source may name, for the types that read files or run
 * programs of the repository: any text may be a path, and one that is not known may be any.
 */
export function namedFilesFingerprint(type: string, args: Value, module: ModuleScope): string {
  if (!readsNamedFiles(type)) return ''
  const files = [...textsWithin(args)].slice(0, MAX_TEXTS).flatMap((text) => filesNamed(text, module))
  return digestOf('named-files', ...[...new Set(files)].flatMap((file) => [file, module.identity(file) ?? '']))
}

function filesNamed(text: string | undefined, module: ModuleScope): readonly string[] {
  if (text === undefined) return module.listFiles('')
  const path = repositoryPath(module.directory, text)
  return path === undefined || module.identity(path) === undefined ? [] : [path]
}

/** Undefined stands for a text, or anything, that is not known. */
function* textsWithin(value: Value): Generator<string | undefined> {
  switch (value.kind) {
    case 'text':
      yield knownText(value)
      return
    case 'unknown':
      yield undefined
      return
    case 'list':
      for (const item of value.items) yield* textsWithin(item)
      return
    case 'map':
      for (const entry of value.entries.values()) yield* textsWithin(entry.value)
      return
    default:
  }
}
