import { digestOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { repositoryPath } from '../paths.ts'
import { setOf } from '../set.ts'
import { derived, unknownOf } from '../unknown.ts'
import { ENCODING_FUNCTIONS } from './encoding-functions.ts'
import { matchingPaths } from './file-pattern.ts'
import {
  booleanResult,
  type FunctionCall,
  type FunctionTable,
  partial,
  type TerraformFunction,
  textArgument,
  textResult,
  total,
} from './function.ts'
import { HASH_FUNCTIONS } from './hash-functions.ts'

/** Source: "Filesystem Functions", Terraform language documentation. Paths are the repository's. */
export const FILE_FUNCTIONS: FunctionTable = {
  file: partial(1, 1, file),
  fileexists: partial(1, 1, fileexists),
  fileset: partial(2, 2, fileset),
  filemd5: ofFile('md5'),
  filesha1: ofFile('sha1'),
  filesha256: ofFile('sha256'),
  filesha512: ofFile('sha512'),
  filebase64: ofFile('base64encode'),
  filebase64sha256: ofFile('base64sha256'),
  filebase64sha512: ofFile('base64sha512'),
  basename: total(1, 1, ([path], call) => textResult(basename(textArgument(path)), call)),
  dirname: total(1, 1, ([path], call) => textResult(dirname(textArgument(path)), call)),
  pathexpand: total(1, 1, pathexpand),
}

/** The text of a file; its place is the file itself, then the call. */
export function readText(path: Value | undefined, call: FunctionCall): Value | undefined {
  const given = textArgument(path)
  if (path === undefined) return undefined
  if (given === undefined) {
    if (path.kind === 'list' || path.kind === 'map' || path.kind === 'null') return undefined
    return ofAnyFile([path], path, /\//, call)
  }
  const place = repositoryPath(call.scope.module.directory, given)
  if (place === undefined) return outside(given, call)
  const answer = call.scope.module.readFile(place)
  switch (answer.kind) {
    case 'text': {
      const span = { file: answer.path ?? place, start: 0, end: answer.text.length }
      const parts =
        answer.text === '' ? [] : [{ kind: 'literal', text: answer.text, origins: [{ at: 0, spans: [span] }] } as const]
      return { kind: 'text', parts, spans: [span, ...call.spans] }
    }
    case 'not-loaded':
      return unreadable(place, 'is not loaded yet', call)
    case 'missing':
      return unread(place, call)
  }
}

/** A file that is there and is no text that is read: the same where it is the same file; undefined where there is none. */
function unread(place: string, call: FunctionCall): Value | undefined {
  const identity = call.scope.module.identity(place)
  if (identity === undefined) return undefined
  const address = `${call.name}(${JSON.stringify(place)})`
  const reason = 'is a file that is not read as text'
  return unknownOf({ address, reason, fingerprint: digestOf('unread', call.name, identity) }, call.spans)
}

function file([path]: readonly Value[], call: FunctionCall): Value | undefined {
  return readText(path, call)
}

/** A function of a file's text: what is not valid UTF-8 is not read as a file. */
function ofFile(name: string): TerraformFunction {
  return partial(1, 1, ([path], call) => {
    const text = readText(path, call)
    const called = ENCODING_FUNCTIONS[name] ?? HASH_FUNCTIONS[name]
    if (text?.kind !== 'text' || called === undefined)
      return text && derived(`call ${call.name}`, `${call.name}(…)`, [text], call.span)
    return called.apply([text], call)
  })
}

function fileexists([path]: readonly Value[], call: FunctionCall): Value | undefined {
  const given = textArgument(path)
  if (path === undefined) return undefined
  if (given === undefined) return ofAnyFile([path], path, /\//, call)
  const place = repositoryPath(call.scope.module.directory, given)
  if (place === undefined) return outside(given, call)
  const parent = place.includes('/') ? place.slice(0, place.lastIndexOf('/')) : ''
  return booleanResult(call.scope.module.listFiles(parent).includes(place), call)
}

function fileset([directory, pattern]: readonly Value[], call: FunctionCall): Value | undefined {
  const [base, glob] = [textArgument(directory), textArgument(pattern)]
  if (directory === undefined || pattern === undefined) return undefined
  if (base === undefined || glob === undefined) return ofAnyFile([directory, pattern], pattern, /[/*?\]}]/, call)
  const place = repositoryPath(call.scope.module.directory, base)
  if (place === undefined) return outside(base, call)
  const found = matchingPaths(call.scope.module.listFiles(place), place, glob)
  return found === undefined
    ? undefined
    : setOf(
        found.map((path) => textOf(path, call.spans)),
        call.spans,
      )
}

/**
 * What a path that is not known leads to may be any file that ends as the path certainly does: the result is a function
 * of all of them. `separator` is what its known ending starts after.
 */
function ofAnyFile(args: readonly Value[], path: Value, separator: RegExp, call: FunctionCall): Value {
  const last = path.kind === 'text' ? path.parts.at(-1) : undefined
  const ending = last?.kind === 'literal' ? (last.text.split(separator).at(-1) ?? '') : ''
  const { module } = call.scope
  const files = module.listFiles('').filter((file) => ending === '..' || file.endsWith(ending))
  const content = digestOf('any-file', ...files.flatMap((file) => [file, module.identity(file) ?? '']))
  return derived(`call ${call.name}`, `${call.name}(…)`, [...args, textOf(content, call.spans)], call.span)
}

/** A path outside the repository: an absolute one, or one of somebody's home directory. */
function outside(path: string, call: FunctionCall): Value {
  const reason = 'lies outside the repository'
  const fingerprint = digestOf('outside', path)
  return unknownOf({ address: `${call.name}(${JSON.stringify(path)})`, fingerprint, reason }, call.spans)
}

function unreadable(path: string, reason: string, call: FunctionCall): Value {
  const fingerprint = digestOf('not-loaded', path)
  return unknownOf({ address: `${call.name}(${JSON.stringify(path)})`, fingerprint, reason }, call.spans)
}

/** Only what begins with `~` is expanded, to the home directory of whoever runs Terraform. */
function pathexpand([path]: readonly Value[], call: FunctionCall): Value | undefined {
  const text = textArgument(path)
  return text?.startsWith('~') ? outside(text, call) : textResult(text, call)
}

function basename(path: string | undefined): string | undefined {
  const trimmed = path?.replace(/\/+$/, '')
  if (path === undefined || trimmed === undefined) return undefined
  if (trimmed === '') return path === '' ? '.' : '/'
  return trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

function dirname(path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  const at = path.lastIndexOf('/')
  if (at === -1) return '.'
  const segments = path.slice(0, at).split('/')
  const kept: string[] = []
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (segment !== '..' || !path.startsWith('/')) kept.push(segment)
  }
  const joined = kept.join('/')
  return path.startsWith('/') ? `/${joined}` : joined || '.'
}
