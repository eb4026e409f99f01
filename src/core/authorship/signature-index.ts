import { startKey } from './line-start.ts'
import { foldLookAlikes } from './look-alikes.ts'
import type { Role, SignatureEntry, SignatureFile, ToolEntry } from './signature-file.ts'

/** An AI tool, or automation that is not AI. */
export interface Tool {
  readonly id: string
  readonly name: string
  readonly kind: 'ai' | 'automation'
}

/** One address or account of a tool; `name` and `roles` narrow it. All texts are lower-case. */
export interface IdentitySignature {
  readonly tool: Tool
  readonly name?: string
  readonly roles?: readonly Role[]
  /** The account's id is known too. */
  readonly hasId?: true
}

interface LineSignature {
  readonly tool: Tool
  readonly line: string
  readonly whole: boolean
}

interface TrailerSignature {
  readonly tool: Tool
  /** What the value begins with; empty where any value counts. */
  readonly value: string
}

export interface PrefixSignature {
  readonly tool: Tool
  /** Literal parts between `<digits>`. */
  readonly parts: readonly string[]
}

interface SuffixSignature {
  readonly tool: Tool
  readonly suffix: string
}

interface NameSignature {
  readonly tool: Tool
  readonly name: string
  /** People bear the name too: it counts only with a model or a version behind it. */
  readonly shared: boolean
}

/** Signatures made ready for one look-up a line. Immutable; keys are attacker-chosen texts, hence maps. */
export interface Signatures {
  /** What the look-up was built from, so that more can be added. */
  readonly files: readonly SignatureFile[]
  readonly tools: ReadonlyMap<string, Tool>
  readonly emails: ReadonlyMap<string, readonly IdentitySignature[]>
  readonly ids: ReadonlyMap<number, readonly IdentitySignature[]>
  readonly logins: ReadonlyMap<string, readonly IdentitySignature[]>
  readonly loginSuffixes: readonly SuffixSignature[]
  readonly authorNameSuffixes: readonly SuffixSignature[]
  readonly trailers: ReadonlyMap<string, readonly TrailerSignature[]>
  /** By what the line begins with (`startKey`). */
  readonly lines: ReadonlyMap<number, readonly LineSignature[]>
  readonly branches: readonly PrefixSignature[]
  /** What people write in `Assisted-by:`, longest first. */
  readonly names: readonly NameSignature[]
  /** What calls an AI tool in a comment, in lower case: `@claude`, `/opencode`, and `@` with the login of its account. */
  readonly handles: ReadonlySet<string>
  readonly requesterPhrases: readonly string[]
}

/** Builds the look-up from one or more files; the first file's tool of an id gives its name and kind. */
export function indexSignatures(files: readonly SignatureFile[]): Signatures {
  const index = { files, ...emptyIndex() }
  for (const file of files) {
    for (const entry of file.tools ?? []) addTool(index, entry, 'ai')
    for (const entry of file.automation ?? []) addTool(index, entry, 'automation')
    for (const phrase of file['requester-phrases'] ?? []) index.requesterPhrases.push(fold(phrase))
  }
  index.names.sort((a, b) => b.name.length - a.name.length)
  return index
}

/** Lower case and look-alikes folded: how every text is compared. */
export function fold(text: string): string {
  return foldLookAlikes(text).toLowerCase()
}

type MutableIndex = ReturnType<typeof emptyIndex>

function emptyIndex() {
  return {
    tools: new Map<string, Tool>(),
    emails: new Map<string, IdentitySignature[]>(),
    ids: new Map<number, IdentitySignature[]>(),
    logins: new Map<string, IdentitySignature[]>(),
    loginSuffixes: [] as SuffixSignature[],
    authorNameSuffixes: [] as SuffixSignature[],
    trailers: new Map<string, TrailerSignature[]>(),
    lines: new Map<number, LineSignature[]>(),
    branches: [] as PrefixSignature[],
    names: [] as NameSignature[],
    handles: new Set<string>(),
    requesterPhrases: [] as string[],
  }
}

function addTool(index: MutableIndex, entry: ToolEntry, kind: Tool['kind']): void {
  const tool = index.tools.get(entry.id) ?? { id: entry.id, name: entry.name, kind }
  index.tools.set(entry.id, tool)
  for (const name of entry.names ?? []) index.names.push({ name: fold(name), tool, shared: false })
  for (const name of entry['shared-names'] ?? []) index.names.push({ name: fold(name), tool, shared: true })
  if (kind === 'ai') addHandles(index, entry)
  for (const signature of entry.signatures) addSignature(index, tool, signature)
}

/** An account is called by its login; an app's account by what stands in front of `[bot]`. */
function addHandles(index: MutableIndex, { handles = [], signatures }: ToolEntry): void {
  const logins = signatures.flatMap((each) => (each.kind === 'account' ? (each.login ?? []) : []))
  for (const handle of handles) index.handles.add(handle.toLowerCase())
  for (const login of logins) index.handles.add(`@${fold(login).replace('[bot]', '')}`)
}

function addSignature(index: MutableIndex, tool: Tool, entry: SignatureEntry): void {
  switch (entry.kind) {
    case 'email':
      append(index.emails, fold(entry.address), identity(tool, entry))
      break
    case 'account':
      if (entry.id !== undefined) append(index.ids, entry.id, identity(tool, entry))
      if (entry.login !== undefined) {
        const known = entry.id === undefined ? {} : ({ hasId: true } as const)
        append(index.logins, fold(entry.login), { ...identity(tool, entry), ...known })
      }
      break
    case 'login-suffix':
      index.loginSuffixes.push({ tool, suffix: fold(entry.suffix) })
      break
    case 'author-name-suffix':
      index.authorNameSuffixes.push({ tool, suffix: fold(entry.suffix) })
      break
    case 'trailer':
      append(index.trailers, entry.key.toLowerCase(), { tool, value: fold(entry.value ?? '') })
      break
    case 'text':
      addLine(index, { tool, line: fold(entry.line), whole: entry.whole ?? false })
      break
    case 'branch':
      index.branches.push({ tool, parts: fold(entry.prefix).split('<digits>') })
  }
}

function addLine(index: MutableIndex, signature: LineSignature): void {
  append(index.lines, startKey(signature.line), signature)
}

function identity(
  tool: Tool,
  entry: { readonly name?: string | undefined; readonly roles?: readonly Role[] | undefined },
): IdentitySignature {
  return {
    tool,
    ...(entry.name === undefined ? {} : { name: fold(entry.name) }),
    ...(entry.roles === undefined ? {} : { roles: entry.roles }),
  }
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}
