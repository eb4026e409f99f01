import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const TEST = join(import.meta.dirname, '..')

/** Every `.tf`, `.tofu` and `.tfvars` file below test/, by its path there. */
export function terraformSources(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(TEST, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tf|tofu|tfvars)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(TEST, path), text: readFileSync(path, 'utf8') }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
}
