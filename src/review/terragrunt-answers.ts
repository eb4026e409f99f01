import type { Repository } from '../core/configuration/terraform/module-access.ts'
import type { ConfigurationRepository } from '../core/configuration/terraform/terragrunt/terragrunt-unit.ts'
import { digestOf } from '../core/value/fingerprint.ts'
import type { TreeEntry } from '../ports/source-trees.ts'
import type { SideTexts } from './side-texts.ts'

/** Everything that a reading asked of a tree, with the answers: where they are the same, so is what it gives. */
export interface TreeAnswers {
  /** The content of each path that was asked for; empty where there is no such file. */
  readonly contents: ReadonlyMap<string, string>
  /** The paths directly within, or below, each folder that was listed. */
  readonly listings: readonly Listing[]
  /** The fingerprint of every configuration file, where that was asked for. */
  readonly configuration: string | undefined
}

interface Listing {
  readonly folder: string
  readonly isDeep: boolean
  readonly paths: readonly string[]
}

/** What a reading may ask for, so that it is remembered what it asked. */
export function rememberingAnswers(
  repository: Repository,
  side: SideTexts,
): { readonly repository: ConfigurationRepository; readonly answers: TreeAnswers } {
  let configuration: string | undefined
  const contents = new Map<string, string>()
  const listings = new Map<string, Listing>()
  const ask = (path: string): void => {
    if (!contents.has(path)) contents.set(path, contentAt(side, path))
  }
  const list = (folder: string, isDeep: boolean, paths: readonly string[]): readonly string[] => {
    listings.set(`${isDeep} ${folder}`, { folder, isDeep, paths })
    return paths
  }
  const remembering = {
    ...repository,
    readFile: (path: string) => {
      ask(path)
      return repository.readFile(path)
    },
    identity: (path: string) => {
      ask(path)
      return repository.identity(path)
    },
    filesIn: (folder: string) => list(folder, false, repository.filesIn(folder)),
    listFiles: (folder: string) => list(folder, true, repository.listFiles(folder)),
    configurationFingerprint: () => {
      configuration = configurationOf(side)
      return configuration
    },
  }
  return {
    repository: remembering,
    get answers() {
      return { contents, listings: [...listings.values()], configuration }
    },
  }
}

/** Whether a tree gives the same answers. */
export function givesSameAnswers(side: SideTexts, { contents, listings, configuration }: TreeAnswers): boolean {
  if (configuration !== undefined && configuration !== configurationOf(side)) return false
  for (const [path, content] of contents) if (contentAt(side, path) !== content) return false
  return listings.every(({ folder, isDeep, paths }) => {
    const now = isDeep ? side.index.below(folder) : side.index.within(folder)
    return now.length === paths.length && now.every((path, at) => path === paths[at])
  })
}

const configurations = new WeakMap<SideTexts, string>()

/** Every unit may ask for it, and it is the same for all of one tree. */
function configurationOf(side: SideTexts): string {
  const known = configurations.get(side)
  if (known !== undefined) return known
  const paths = [...side.entries.keys()].filter((path) => /\.hcl(?:\.json)?$/.test(path)).sort()
  const fingerprint = digestOf('terragrunt-files', paths.map((path) => `${path} ${contentAt(side, path)}`).join('\n'))
  configurations.set(side, fingerprint)
  return fingerprint
}

function contentAt({ entries }: SideTexts, path: string): string {
  const entry = entries.get(path)
  if (entry === undefined) return ''
  const known = contentTexts.get(entry)
  if (known !== undefined) return known
  const text = `${entry.kind} ${entry.id}`
  contentTexts.set(entry, text)
  return text
}

/** Thousands of units ask for the same files: they share one text. */
const contentTexts = new WeakMap<TreeEntry, string>()
