import { type LocatedYaml, readYaml, type YamlPath } from '../rules/located-yaml.ts'
import { shapeProblems } from '../rules/shape-problems.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import { SIGNATURE_KEYS, type SignatureFile, signatureFile, TOOL_KEYS, toolEntries } from './signature-file.ts'
import { indexSignatures, type Signatures } from './signature-index.ts'

export type { Signatures } from './signature-index.ts'

/** What a signature file says, or why it cannot be used: with any error there are no signatures at all. */
export interface ParsedSignatures {
  readonly signatures: Signatures | null
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads a signature file (the shape of rules/authorship/signatures.yml). Never throws: problems are diagnostics whose
 * spans are offsets into `yamlText`. A file with an error yields nothing, so that a half-read list is never used.
 */
export function parseSignatures(yamlText: string, path: string): ParsedSignatures {
  const yaml = readYaml(path, yamlText)
  if (yaml.data === undefined) return { signatures: null, diagnostics: yaml.diagnostics }
  const parsed = signatureFile.safeParse(yaml.data)
  if (!parsed.success) {
    return { signatures: null, diagnostics: shapeProblems(yaml, parsed.error, CODE, keysOfFile) }
  }
  const problems = claimedTwice(parsed.data, yaml)
  return { signatures: problems.length > 0 ? null : indexSignatures([parsed.data]), diagnostics: problems }
}

/** A list of tools inside another file (`authorship.signatures` of `.github/countersign.yml`), paths relative to it. */
export interface EmbeddedSignatures {
  readonly data: readonly unknown[]
  readonly valueAt: LocatedYaml['valueAt']
  readonly keyAt: LocatedYaml['keyAt']
}

/**
 * Adds what a repository's or an organisation's settings list under `authorship.signatures` (entries as under `tools:`)
 * to `signatures`. Adding only raises the bar: a tool that is known as AI stays AI. With an error nothing is added, and
 * `signatures` is null.
 */
export function extendSignatures(signatures: Signatures, embedded: EmbeddedSignatures): ParsedSignatures {
  const parsed = toolEntries.safeParse(embedded.data)
  const yaml: LocatedYaml = { file: '', text: '', diagnostics: [], ...embedded }
  if (!parsed.success) return { signatures: null, diagnostics: shapeProblems(yaml, parsed.error, CODE, keysOfTools) }
  const file: SignatureFile = { version: 1, tools: parsed.data }
  return { signatures: indexSignatures([...signatures.files, file]), diagnostics: [] }
}

const CODE = 'signatures-invalid'

function keysOfFile(path: YamlPath): readonly string[] {
  return path.length === 0 ? Object.keys(signatureFile.shape) : keysOfTools(path.slice(1))
}

function keysOfTools(path: YamlPath): readonly string[] {
  return path.length <= 1 ? TOOL_KEYS : SIGNATURE_KEYS
}

/** A tool's id, or a name of the conventions, that stands for two tools would make the answer depend on the order. */
function claimedTwice(data: SignatureFile, yaml: LocatedYaml): readonly Diagnostic[] {
  const owners = new Map<string, string>()
  return [...claimsOf(data)].flatMap(({ claim, tool, path }) => {
    const owner = owners.get(claim)
    owners.set(claim, tool)
    return owner === undefined ? [] : [twice(claim, owner, yaml, path)]
  })
}

interface Claim {
  readonly claim: string
  readonly tool: string
  readonly path: YamlPath
}

function* claimsOf(data: SignatureFile): Generator<Claim> {
  for (const list of ['tools', 'automation'] as const) {
    for (const [index, tool] of (data[list] ?? []).entries()) {
      yield { claim: `the id \`${tool.id}\``, tool: tool.id, path: [list, index, 'id'] }
      for (const key of ['names', 'shared-names'] as const) {
        for (const [at, name] of (tool[key] ?? []).entries()) {
          yield { claim: `the name \`${name.toLowerCase()}\``, tool: tool.id, path: [list, index, key, at] }
        }
      }
    }
  }
}

function twice(claim: string, owner: string, yaml: LocatedYaml, path: YamlPath): Diagnostic {
  return {
    severity: 'error',
    code: 'signatures-claimed-twice',
    summary: `${claim} is already \`${owner}\`'s`,
    detail: 'Which of the two was meant cannot be known, so none of the signatures is used. Remove one of them.',
    subject: yaml.valueAt(path),
  }
}
