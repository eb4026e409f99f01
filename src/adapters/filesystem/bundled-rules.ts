import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '../../ports/fault.ts'

/** Sources and build are equally deep: src/adapters/filesystem and dist/adapters/filesystem. */
const PACKAGE_ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * Reads a file below the package's rules/, e.g. `authorship/signatures.yml`. Throws `Fault` where it is not there: the
 * installation is then broken, and nothing may be judged without it.
 */
export function readBundledRule(path: string): string {
  const root = join(PACKAGE_ROOT, 'rules') + sep
  const file = normalize(join(root, path))
  if (!file.startsWith(root)) throw new Fault('invalid', `${path} is not below rules/`)
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Fault('not-found', `The installation is incomplete: ${file} cannot be read`, { cause })
  }
}

/** Every YAML file below the package's rules/, by its path relative to it. Throws `Fault` where there are none. */
export function readBundledRules(): ReadonlyMap<string, string> {
  const root = join(PACKAGE_ROOT, 'rules')
  try {
    const found = readdirSync(root, { recursive: true, withFileTypes: true })
    const paths = found.filter((entry) => entry.isFile() && entry.name.endsWith('.yml'))
    return new Map(
      paths.map((entry) => {
        const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
        return [path, readBundledRule(path)]
      }),
    )
  } catch (cause) {
    throw new Fault('not-found', `The installation is incomplete: ${root} cannot be read`, { cause })
  }
}

/** The version of the installed package. */
export function packageVersion(): string {
  const text = readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')
  const version: unknown = JSON.parse(text).version
  if (typeof version === 'string') return version
  throw new Fault('invalid', 'The installation is incomplete: package.json has no version')
}
