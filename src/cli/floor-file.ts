import { basename, dirname } from 'node:path'
import type { Floor } from '../core/rules/effective-policy.ts'
import { readPolicyFiles } from '../core/rules/policy-files.ts'
import type { Rule } from '../core/rules/rule.ts'
import { Fault } from '../ports/fault.ts'
import { diskPolicyFiles } from './disk-policy.ts'
import { pathKind } from './rule-folder.ts'

export const FLOOR_OPTION = [
  '--floor <file>',
  "an organisation's settings, which the repository's may not loosen",
] as const

/**
 * An organisation's settings in a file, with the rules in the folders beside it that they name. One with an error holds
 * as it does in the app. Throws `Fault` where there is no such file.
 */
export async function floorOf(file: string, rules: readonly Rule[]): Promise<Floor> {
  if ((await pathKind(file)) !== 'file') throw new Fault('not-found', `${file} is no file`)
  const folder = dirname(file)
  const names = { yml: basename(file), yaml: `${basename(file)}.` }
  const layer = readPolicyFiles(await diskPolicyFiles(folder, names), rules, {
    names,
    prefix: folder === '.' ? '' : `${folder}/`,
  })
  if (layer.readable) return { standing: { kind: 'applies', source: file }, layer }
  const [first] = layer.located
  const why = first === undefined ? 'it cannot be read' : `line ${first.line}, column ${first.column}: ${first.summary}`
  return { standing: { kind: 'held', source: file, why, applies: 'demands' }, layer, problems: layer.located }
}
