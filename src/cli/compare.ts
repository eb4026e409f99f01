import { readFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { compareDocuments, DOCUMENT_KINDS, type DocumentKind } from '../core/difference/compare-documents.ts'
import type { DocumentVerdict } from '../core/difference/document-verdict.ts'
import { parseJson } from '../core/syntax/json/parse.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import { indexLines, positionAt } from '../core/text/lines.ts'
import { utf8Text } from '../core/text/utf8-text.ts'
import { visibleText } from '../core/text/visible-text.ts'
import type { Value } from '../core/value/value.ts'
import { type CommandStreams, openInput, processStreams, written } from './command-streams.ts'
import { compareJsonLines } from './compare-jsonl.ts'
import { verdictText } from './compare-output.ts'
import { CLEAR, NEEDS_SECOND_HUMAN, USAGE } from './exit-codes.ts'
import { keepHeapSmall } from './small-heap.ts'

const UNDECIDED = 3

interface CompareOptions {
  readonly kind?: DocumentKind
  readonly jsonl?: string
  readonly format: 'text' | 'json'
}

/** `countersign compare`: whether one document allows something that another does not, and a request that shows it. */
export function compareCommand(streams: CommandStreams = processStreams): Command {
  const command = new Command('compare')
    .description('Says whether HEAD allows something that BASE does not, and shows a request as proof')
    .argument('[base]', 'a JSON file with the document before; `null` in it is no document')
    .argument('[head]', 'a JSON file with the document after')
    .addOption(new Option('--kind <kind>', 'what the documents are').choices(DOCUMENT_KINDS))
    .addOption(new Option('--format <format>', 'what to print for a pair').choices(['text', 'json']).default('text'))
    .option('--jsonl <file>', 'compare the pairs that FILE lists instead, one JSON object a line; - is standard input')
    .addHelpText('after', HELP)
  return command.action(async (base: string | undefined, head: string | undefined, options: CompareOptions) => {
    if (options.jsonl !== undefined) {
      if (base !== undefined || options.kind !== undefined) command.error('--jsonl takes neither documents nor --kind')
      keepHeapSmall()
      await compareJsonLines(openInput(options.jsonl, streams), streams)
      streams.setExitCode(CLEAR)
    } else if (base === undefined || head === undefined || options.kind === undefined) {
      command.error('say which documents and of what kind: compare BASE HEAD --kind identity, or --jsonl FILE')
    } else {
      streams.setExitCode(await comparePair(base, head, options.kind, options.format, streams))
    }
  })
}

const HELP = `
A line of --jsonl is {"id","kind","base":document|null,"head":document|null}; the answer is
{"id","verdict":"broadened|not-broadened|undecided","witness"?,"reason"?,"elapsedMs"}, in input order.
A line or document that cannot be read is "undecided" with the reason, and the batch goes on.

Exit code: 0 not broadened, 1 broadened, 3 undecided, 64 usage or a malformed document; with --jsonl 0 once every
line is answered`

async function comparePair(
  basePath: string,
  headPath: string,
  kind: DocumentKind,
  format: CompareOptions['format'],
  streams: CommandStreams,
): Promise<number> {
  const sources = new Map<string, string>()
  const base = await readDocument(basePath, sources)
  const head = await readDocument(headPath, sources)
  if (base.value === undefined || head.value === undefined) {
    return refuse([...base.errors, ...head.errors], streams)
  }
  const start = performance.now()
  const verdict = compareDocuments(kind, base.value, head.value)
  if (verdict.verdict === 'malformed') return refuse(verdict.diagnostics.map(located(sources)), streams)
  const elapsedMs = performance.now() - start
  await written(streams.stdout, verdictText(verdict, elapsedMs, format))
  return exitCodeOf(verdict)
}

function exitCodeOf(verdict: DocumentVerdict): number {
  switch (verdict.verdict) {
    case 'broadened':
      return NEEDS_SECOND_HUMAN
    case 'not-broadened':
      return CLEAR
    case 'undecided':
      return UNDECIDED
    case 'malformed':
      return USAGE
  }
}

interface ReadFile {
  /** Undefined where there are errors. */
  readonly value: Value | undefined
  readonly errors: readonly string[]
}

async function readDocument(path: string, sources: Map<string, string>): Promise<ReadFile> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    return { value: undefined, errors: [`${path} cannot be read: ${error instanceof Error ? error.message : error}`] }
  }
  const text = utf8Text(bytes)
  if (text === undefined) return { value: undefined, errors: [`${path} is not UTF-8, as JSON is: save it as UTF-8`] }
  sources.set(path, text)
  const { value, diagnostics } = parseJson(path, text)
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').map(located(sources))
  return errors.length > 0 ? { value: undefined, errors } : { value, errors }
}

function located(sources: ReadonlyMap<string, string>): (diagnostic: Diagnostic) => string {
  return ({ subject, summary, detail }) => {
    const { line, column } = positionAt(indexLines(sources.get(subject.file) ?? ''), subject.start)
    return `${subject.file}:${line}:${column}: ${summary}. ${detail}`
  }
}

async function refuse(errors: readonly string[], streams: CommandStreams): Promise<number> {
  for (const error of errors) await written(streams.stderr, `countersign: ${visibleText(error)}\n`)
  return USAGE
}
