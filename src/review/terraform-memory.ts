import { LRUCache } from 'lru-cache'
import type { ParsedTemplate } from '../core/configuration/cloudformation/template.ts'
import { readTemplate } from '../core/configuration/read-template.ts'
import { type FileOutline, outlineOf } from '../core/configuration/terraform/outline.ts'
import { parseFile } from '../core/configuration/terraform/parse-file.ts'
import type { DirectoryOutline } from '../core/configuration/terraform/roots.ts'
import type { HclFile } from '../core/syntax/hcl/ast.ts'
import type { Departed } from '../ports/departures.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { UnitOutline } from './terragrunt-outline.ts'

/** What was read before of Terraform files, by content: a review pays for what is new to it. */
export interface TerraformMemory {
  /** The tree of a file: the same path with the same text is one tree. */
  parse(path: string, text: string): HclFile
  /** The outline of the file of this content, or undefined where nobody has read it yet. `id` is the blob's. */
  outline(path: string, id: string): FileOutline | undefined
  /** Reads the outline of a file and remembers it. */
  readOutline(path: string, id: string, text: string): FileOutline
  /** The outline of a directory whose module files have this content, or undefined where nobody has read it yet. */
  folder(directory: string, content: string): DirectoryOutline | undefined
  rememberFolder(directory: string, content: string, outline: DirectoryOutline): void
  /** What was read of a unit of Terragrunt in earlier trees, the newest first. `name` is `UnitOutline.name`. */
  units(name: string): readonly UnitOutline[]
  rememberUnit(outline: UnitOutline): void
  /** The CloudFormation template of a file, likewise one for the same path and text. */
  template(path: string, text: string): ParsedTemplate
}

/** Repositories whose memories are kept. */
const MAX_KEPT_REPOSITORIES = 32

/** Memories of repositories, and how they are deleted. */
export interface MemoryByRepository {
  (repository: RepositoryKey): TerraformMemory
  forget(departed: Departed): void
}

/** A memory of its own for each repository, since what one is made of is nobody else's business. */
export function memoryByRepository(): MemoryByRepository {
  const memories = new LRUCache<string, TerraformMemory>({ max: MAX_KEPT_REPOSITORIES })
  const memoryOf = (repository: RepositoryKey) => {
    const key = keyOf(repository)
    const memory = memories.get(key) ?? terraformMemory()
    memories.set(key, memory)
    return memory
  }
  const forget = ({ installationId, owner, repo }: Departed) => {
    const isLeft = (key: string) =>
      repo === undefined ? key.startsWith(`${installationId}/`) : key === keyOf({ installationId, owner, repo })
    for (const key of memories.keys()) if (isLeft(key)) memories.delete(key)
  }
  return Object.assign(memoryOf, { forget })
}

function keyOf({ installationId, owner, repo }: RepositoryKey): string {
  return `${installationId}/${owner}/${repo}`.toLowerCase()
}

/** Characters of the texts whose trees are kept: a tree takes some thirty bytes a character. */
const MAX_KEPT_CHARACTERS = 4 * 1024 * 1024
/** As above, of templates. */
const MAX_KEPT_TEMPLATES = 2 * 1024 * 1024
/** Of one file: base and head of what changes it and of what it lands on. */
const MAX_KEPT_VERSIONS = 4
const MAX_KEPT_OUTLINES = 100_000
const MAX_KEPT_FOLDERS = 50_000
const MAX_KEPT_UNITS = 20_000
/** Of one unit or directory: as it was before and after a change. */
const MAX_KEPT_READINGS = 2

interface KeptFolder {
  readonly content: string
  readonly outline: DirectoryOutline
}

/** An empty memory. */
export function terraformMemory(): TerraformMemory {
  const trees = new LRUCache<string, readonly HclFile[]>({
    maxSize: MAX_KEPT_CHARACTERS,
    sizeCalculation: (files) => files.reduce((sum, file) => sum + file.text.length + 1, 0),
  })
  const outlines = new LRUCache<string, FileOutline>(counted(MAX_KEPT_OUTLINES))
  const folders = new LRUCache<string, readonly KeptFolder[]>(counted(MAX_KEPT_FOLDERS))
  const templates = new LRUCache<string, ParsedTemplate>({
    maxSize: MAX_KEPT_TEMPLATES,
    sizeCalculation: (_, key) => key.length + 1,
  })
  const units = new LRUCache<string, readonly UnitOutline[]>(counted(MAX_KEPT_UNITS))
  return {
    folder: (directory, content) => folders.get(directory)?.find((each) => each.content === content)?.outline,
    rememberFolder(directory, content, outline) {
      folders.set(directory, [{ content, outline }, ...(folders.get(directory) ?? [])].slice(0, MAX_KEPT_READINGS))
    },
    units: (name) => units.get(name) ?? [],
    rememberUnit(outline) {
      units.set(outline.name, [outline, ...(units.get(outline.name) ?? [])].slice(0, MAX_KEPT_READINGS))
    },
    parse(path, text) {
      const versions = trees.get(path) ?? []
      const known = versions.find((file) => file.text === text)
      if (known !== undefined) return known
      const parsed = parseFile(path, text)
      trees.set(path, [parsed, ...versions].slice(0, MAX_KEPT_VERSIONS))
      return parsed
    },
    template(path, text) {
      const key = `${path}\0${text}`
      const known = templates.get(key) ?? readTemplate(path, text)
      templates.set(key, known)
      return known
    },
    outline: (path, id) => outlines.get(`${path} ${id}`),
    readOutline(path, id, text) {
      const outline = outlineOf(parseFile(path, text))
      outlines.set(`${path} ${id}`, outline)
      return outline
    },
  }
}

/** As `max` says it, which would have room for all of them made at once: most repositories have few. */
function counted(max: number): { readonly maxSize: number; readonly sizeCalculation: () => number } {
  return { maxSize: max, sizeCalculation: () => 1 }
}
