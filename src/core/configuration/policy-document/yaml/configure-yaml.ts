import { byKind, type ConfiguredAccess, type OpaqueAccess, type PolicyKind } from '../../../authorization/access.ts'
import type { Diagnostic } from '../../../text/diagnostic.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { isMadeByProgram, programAccess } from '../../program-access.ts'
import type { YamlShape } from '../../yaml-shapes.ts'
import { accessIn } from './access-in.ts'
import { alignedHolders, type FoundSide } from './aligned-holders.ts'
import { grantOf } from './grants.ts'
import { leftoverAccess } from './leftover.ts'
import { looksLikeAccess } from './looks-like-access.ts'
import { openYaml } from './open-yaml.ts'

/** One side of a file: its own path, and its text. */
export interface YamlFile {
  readonly path: string
  readonly text: string
  /** What it deploys as a template is read as one. */
  readonly hasTemplate?: boolean
  /** What it gives to parameters of a template is told by itself. */
  readonly givesParameters?: boolean
}

/**
 * What the policies in a YAML file grant on both sides: each as a raw policy, whoever it is attached to. They are read
 * together, since what is the same on both sides decides what is compared with what. `chosen` is what the settings say
 * that they are for. Total.
 */
export function configureYaml(
  base: YamlFile | undefined,
  head: YamlFile | undefined,
  chosen?: PolicyKind,
): Readonly<Record<'base' | 'head', ConfiguredAccess>> {
  const path = head?.path ?? base?.path ?? ''
  const [before, after] = [readSide(base, path), readSide(head, path)]
  const holders = alignedHolders(path, before, after)
  const known = new Set(before.found.map((each) => holders.get(each)))
  const sides = { base: before, head: after }
  const side = (name: 'base' | 'head'): ConfiguredAccess => {
    const read = sides[name]
    const diagnostics: Diagnostic[] = [...read.diagnostics]
    const report = (more: readonly Diagnostic[]) => void diagnostics.push(...more)
    const grants = read.found.map((each) => {
      const holder = holders.get(each) ?? ''
      return grantOf(each, { holder, path, chosen, isNew: !known.has(holder), report })
    })
    const opaque = grants.flatMap((each) => ('fingerprint' in each ? [each] : []))
    return {
      ...byKind(grants.flatMap((each) => ('fingerprint' in each ? [] : [each]))),
      opaque: [...read.opaque, ...opaque, ...(name === 'base' ? nothingOf(after.opaque, before.opaque) : [])],
      diagnostics,
    }
  }
  return { base: side('base'), head: side('head') }
}

/** Of what is new as a whole, that it let nothing in before. */
function nothingOf(after: readonly OpaqueAccess[], before: readonly OpaqueAccess[]): readonly OpaqueAccess[] {
  const known = new Set(before.map(({ key }) => key))
  return after.flatMap((each) =>
    each.kept === undefined || known.has(each.key) ? [] : [{ ...each, kept: { limits: [], means: [] } }],
  )
}

interface ReadSide extends FoundSide {
  readonly opaque: readonly OpaqueAccess[]
  readonly diagnostics: readonly Diagnostic[]
}

function readSide(file: YamlFile | undefined, path: string): ReadSide {
  const none = { found: [], isOnlyDocument: true, opaque: [], diagnostics: [] }
  if (file === undefined) return none
  const opened = openYaml(file.path, file.text)
  switch (opened.kind) {
    case 'documents': {
      const { documents, diagnostics } = opened
      const separated = accessIn(documents, file.hasTemplate)
      const rest = separated.map((each) => each.rest)
      const isTold = (shape: YamlShape) => file.givesParameters === true && shape === 'cloudformation-parameters'
      const left = rest.filter((each) => !isMadeByProgram(each)).flatMap((each) => leftoverAccess(path, each, isTold))
      const opaque = [...left, ...programAccess(path, rest)]
      const found = separated.flatMap((each) => each.found)
      return { found, isOnlyDocument: documents.length === 1, opaque, diagnostics }
    }
    case 'made':
      return looksLikeAccess(file.text) ? { ...none, opaque: [wholeFile(file, path, opened.reason)] } : none
    case 'malformed':
      return { ...none, opaque: [wholeFile(file, path, 'the file cannot be read')], diagnostics: opened.diagnostics }
  }
}

function wholeFile({ path, text }: YamlFile, key: string, reason: string): OpaqueAccess {
  const span = { file: path, start: 0, end: text.length }
  return { key: `${key}\n`, address: path, fingerprint: digestOf('file', text), reason, span }
}
