import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { z } from 'zod'

/**
 * Creates an embedded PostgreSQL. Doing that from nothing takes some 4 s; unpacking a finished one takes about 1 s.
 * So the first one ever created is kept beside the installed packages, and later ones start from it. Where that place
 * cannot be written to, each is created from nothing: slower, and the same.
 */
export async function createCluster(options: PGliteOptions): Promise<PGlite> {
  const file = await keptFile()
  const kept = await readKept(file)
  if (kept !== undefined) return PGlite.create({ ...options, loadDataDir: kept })
  const pglite = await PGlite.create(options)
  await keep(pglite, file)
  return pglite
}

/** In node_modules and not in a temporary directory, where another user of the machine could plant one. */
const FOLDER = join(import.meta.dirname, '../../../node_modules/.cache/countersign')

/** One file a version of PGlite, since each brings its own PostgreSQL. */
async function keptFile(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const text = await readFile(join(dirname(entry), '../package.json'), 'utf8')
  return join(FOLDER, `pglite-${z.object({ version: z.string() }).parse(JSON.parse(text)).version}.tar.gz`)
}

async function readKept(file: string): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(file)], { type: 'application/x-gzip' })
  } catch {
    // Not kept yet, or not readable: it is created again.
    return undefined
  }
}

async function keep(pglite: PGlite, file: string): Promise<void> {
  const draft = `${file}.${process.pid}`
  try {
    await mkdir(FOLDER, { recursive: true })
    await writeFile(draft, '')
    const dump = await pglite.dumpDataDir('gzip')
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()))
    // A rename is atomic: whoever reads finds a whole file or none.
    await rename(draft, file)
  } catch {
    // Keeping it only saves time; nothing depends on it.
    await rm(draft, { force: true })
  }
}
