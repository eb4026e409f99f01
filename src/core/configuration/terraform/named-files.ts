import { digestOf } from '../../value/fingerprint.ts'
import type { TextValue, Value } from '../../value/value.ts'
import { readsNamedFiles } from './outline.ts'
import { directoryOf, repositoryPath } from './paths.ts'
import type { ModuleScope } from './scope.ts'

/** Texts of one data source that are looked at. */
const MAX_TEXTS = 1_000

/**
 * The fingerprint of the files that the arguments of a data source may name, for the types that read files or run
 * programs of the repository: any text may be a path, and one that is not known may be any, or any below the directory
 * that it begins with.
 */
export function namedFilesFingerprint(type: string, args: Value, module: ModuleScope): string {
  if (!readsNamedFiles(type)) return ''
  const files = [...textsWithin(args)].slice(0, MAX_TEXTS).flatMap((text) => filesNamed(text, module))
  return digestOf('named-files', ...[...new Set(files)].flatMap((file) => [file, module.identity(file) ?? '']))
}

function filesNamed({ text, isWhole }: Named, module: ModuleScope): readonly string[] {
  const path = repositoryPath(module.directory, isWhole ? text : directoryOf(text))
  if (!isWhole) return path === undefined ? [] : module.listFiles(text.includes('/') ? path : '')
  return path === undefined || module.identity(path) === undefined ? [] : [path]
}

/** A text that may be a path, as far as it is known from its beginning on. */
interface Named {
  readonly text: string
  readonly isWhole: boolean
}

const ANYTHING: Named = { text: '', isWhole: false }

function* textsWithin(value: Value): Generator<Named> {
  switch (value.kind) {
    case 'text':
      yield beginningOf(value)
      return
    case 'unknown':
      yield ANYTHING
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

function beginningOf({ parts }: TextValue): Named {
  const end = parts.findIndex(({ kind }) => kind === 'symbol')
  const known = end === -1 ? parts : parts.slice(0, end)
  return { text: known.map((part) => (part.kind === 'literal' ? part.text : '')).join(''), isWhole: end === -1 }
}
