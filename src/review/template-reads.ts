import type { SideTexts } from './side-texts.ts'

/** Templates of one tree that are looked at; with more, any may read anything. */
const MAX_TEMPLATES = 500

/** Functions of Terraform that bring a file's content, or its existence, into a value. */
const READS_FILES = /\b(?:file\w*|template\w+)\s*\(/

/**
 * Of the endings of templates' paths, those that may lead to a template which reads further files, which its caller
 * does not tell. An empty ending may lead to any file.
 */
export async function endingsThatRead(endings: ReadonlySet<string>, side: SideTexts): Promise<ReadonlySet<string>> {
  const specific = [...endings].filter((ending) => ending !== '')
  const templates = new Map(
    specific.map((ending) => [ending, [...side.entries.keys()].filter((path) => path.endsWith(ending))]),
  )
  const paths = new Set([...templates.values()].flat())
  if (paths.size > MAX_TEMPLATES) return endings
  await side.load(paths)
  const mayRead = (path: string) => READS_FILES.test(side.texts.get(path) ?? 'file(')
  return new Set([...endings].filter((ending) => templates.get(ending)?.some(mayRead) ?? true))
}
