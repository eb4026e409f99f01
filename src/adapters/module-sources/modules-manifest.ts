import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'

const MAX_MANIFEST_BYTES = 5 * 1024 * 1024

const record = z.object({ Key: z.string(), Source: z.string(), Version: z.string().optional(), Dir: z.string() })
const manifest = z.object({ Modules: z.array(record) })

/** One installed module. `Dir` is relative to the root module's directory. */
export type ModuleRecord = z.infer<typeof record>

export type ModulesManifest =
  | { readonly kind: 'records'; readonly records: ReadonlyMap<string, ModuleRecord> }
  | { readonly kind: 'missing' }
  /** Ends a sentence that begins with the file's name. */
  | { readonly kind: 'refused'; readonly why: string }

/** Reads the `modules.json` that `terraform init` writes. Throws `Fault` where the disk cannot be read. */
export async function readModulesManifest(modulesDirectory: string): Promise<ModulesManifest> {
  const path = join(modulesDirectory, 'modules.json')
  const info = await lstat(path).catch(() => undefined)
  if (info === undefined) return { kind: 'missing' }
  if (!info.isFile()) return { kind: 'refused', why: 'is no regular file' }
  if (info.size > MAX_MANIFEST_BYTES) return { kind: 'refused', why: `has more than ${MAX_MANIFEST_BYTES} bytes` }
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Fault('unavailable', `${path} cannot be read`, { cause })
  })
  return parseManifest(text)
}

function parseManifest(text: string): ModulesManifest {
  const parsed = manifest.safeParse(parseJson(text))
  if (!parsed.success) return { kind: 'refused', why: 'is no manifest of modules' }
  const records = new Map(parsed.data.Modules.map((each) => [each.Key, each]))
  const isUnique = records.size === parsed.data.Modules.length
  return isUnique ? { kind: 'records', records } : { kind: 'refused', why: 'names a module twice' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
