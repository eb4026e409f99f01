import type { Repository } from '../../src/core/configuration/terraform/module-access.ts'
import { parseFile } from '../../src/core/configuration/terraform/parse-file.ts'
import { directoryOf } from '../../src/core/configuration/terraform/paths.ts'

/** What a repository of a few texts answers. Modules of elsewhere cannot be read. */
export function repositoryOf(texts: ReadonlyMap<string, string>, notLoaded: readonly string[] = []): Repository {
  const paths = [...texts.keys(), ...notLoaded].sort()
  return {
    parse: parseFile,
    readFile: (path) => {
      const text = texts.get(path)
      if (notLoaded.includes(path)) return { kind: 'not-loaded' }
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text }
    },
    listFiles: (directory) => paths.filter((path) => directory === '' || path.startsWith(`${directory}/`)),
    filesIn: (directory) => paths.filter((path) => directoryOf(path) === directory),
    identity: (path) => texts.get(path),
    remoteModule: () => ({ kind: 'unreadable', reason: 'is not read' }),
  }
}
