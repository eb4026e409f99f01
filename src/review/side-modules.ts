import type { RemoteAnswer } from '../core/configuration/terraform/module-access.ts'
import type { ModuleCall } from '../core/configuration/terraform/module-tree.ts'
import { parseModuleSource } from '../core/configuration/terraform/source/parse-module-source.ts'
import { digestOf } from '../core/value/fingerprint.ts'
import { type Choice, type ModuleSources, pinText } from '../ports/module-sources.ts'
import { openSide, type SideTexts } from './side-texts.ts'

/** The modules of elsewhere that one side of a change calls: packages that stand beside the repository's own files. */
export interface SideModules {
  /** Where a call's module is, as far as it is loaded. After the last round nothing is loaded any more. */
  answer(root: string, call: ModuleCall, isLastRound: boolean): RemoteAnswer
  /** Resolves a call. Faults of the world are thrown. */
  load(root: string, call: ModuleCall): Promise<void>
  /** From now on the call at this address cannot be read; `reason` is a predicate for people. */
  refuse(root: string, address: string, reason: string): void
  /** What the calls of a root resolved to, by their addresses: what they ask for, and who chose what they got. */
  resolved(root: string): ReadonlyMap<string, ResolvedCall>
  /** The package that a path lies in, or undefined for a path of the repository. `prefix` is the package's. */
  side(path: string): { readonly side: SideTexts; readonly path: string; readonly prefix: string } | undefined
}

export interface ResolvedCall {
  /** Source and version, as the call writes them. */
  readonly written: string
  readonly choice: Choice
}

/** Resolves through a port, each call once; packages of equal pins are one. */
export function sideModules(sources: ModuleSources, revision: string): SideModules {
  const answers = new Map<string, RemoteAnswer>()
  const packages = new Map<string, SideTexts>()
  const refused = new Map<string, string>()
  const resolved = new Map<string, Map<string, ResolvedCall>>()
  const keyOf = (root: string, { source, version, call }: ModuleCall) => JSON.stringify([root, source, version, call])
  return {
    answer(root, call, isLastRound) {
      const reason = refused.get(`${root} ${addressOf(call)}`)
      if (reason !== undefined) return { kind: 'unreadable', reason }
      const known = answers.get(keyOf(root, call))
      if (known !== undefined) return known
      return isLastRound ? { kind: 'unreadable', reason: 'is behind too many other modules' } : { kind: 'not-loaded' }
    },
    async load(root, call) {
      const key = keyOf(root, call)
      if (answers.has(key)) return
      const source = parseModuleSource(call.source, call.version)
      const found = await sources.resolve({ source, rootDirectory: root, call: call.call, revision })
      if (found.kind === 'unreadable') {
        answers.set(key, { kind: 'unreadable', reason: `is not read: ${found.why}` })
        return
      }
      const folder = folderOf(pinText(found.pin))
      if (!packages.has(folder)) packages.set(folder, await openSide({ trees: found.trees, id: found.revision }))
      const directory = found.directory === '' ? folder : `${folder}/${found.directory}`
      answers.set(key, { kind: 'directory', directory })
      const ofRoot = resolved.get(root) ?? new Map<string, ResolvedCall>()
      const written = JSON.stringify([call.source, call.version])
      resolved.set(root, ofRoot.set(addressOf(call), { written, choice: found.choice }))
    },
    refuse: (root, address, reason) => refused.set(`${root} ${address}`, reason),
    resolved: (root) => resolved.get(root) ?? new Map(),
    side(path) {
      const folder = path.match(/^module:[^/]*/)?.[0]
      const side = folder === undefined ? undefined : packages.get(folder)
      if (folder === undefined || side === undefined) return undefined
      return { side, path: path.slice(folder.length + 1), prefix: `${folder}/` }
    },
  }
}

/** `module.vpc.module.subnets`. */
function addressOf({ call }: ModuleCall): string {
  return call.map((name) => `module.${name}`).join('.')
}

/** One segment of a path, readable and of one package only. */
function folderOf(pin: string): string {
  const readable = pin.replace(/[^A-Za-z0-9.@]+/g, '-').slice(0, 80)
  return `module:${readable}~${digestOf('package', pin).slice(0, 12)}`
}
