import type { SeededRandom } from './seeded-random.ts'

/**
 * Damages a text as hands, merges and attackers do: one to three random edits of tokens, lines, bytes or sizes.
 * `other` is a second text, for splices. The same draws give the same damage.
 */
export function mutateTerraform(text: string, other: string, random: SeededRandom): string {
  let damaged = text
  for (let edits = 1 + random.below(3); edits > 0; edits--) {
    damaged = random.chance(HOSTILE_SHARE)
      ? random.pick(HOSTILE)(damaged, other, random)
      : random.pick(PLAIN)(damaged, other, random)
  }
  return damaged
}

/** Deletes, doubles or swaps a few tokens that follow each other: what most broken files look like. */
export function mutateTokens(text: string, random: SeededRandom): string {
  return random.pick(TOKEN_EDITS)(text, '', random)
}

type Mutation = (text: string, other: string, random: SeededRandom) => string

/** How often an edit is one that makes a text large or deep. */
const HOSTILE_SHARE = 0.2

const TOKEN_EDITS: readonly [Mutation, ...Mutation[]] = [deleteTokens, deleteTokens, duplicateTokens, swapTokens]

const PLAIN: readonly [Mutation, ...Mutation[]] = [
  ...TOKEN_EDITS,
  deleteTokens,
  splice,
  moveLines,
  flipBits,
  insertOddity,
  insertOddity,
]

const HOSTILE: readonly [Mutation, ...Mutation[]] = [nest, lengthenLine, repeatPiece, chain]

const TOKEN = /\s+|[\p{ID_Start}_][\p{ID_Continue}-]*|\d+|<<-?|[$%]\{|\/\*|\*\/|[=!<>]=|&&|\|\||\.{3}|=>|./gsu

function tokensOf(text: string): readonly string[] {
  return text.match(TOKEN) ?? []
}

function deleteTokens(text: string, _: string, random: SeededRandom): string {
  const tokens = tokensOf(text)
  const at = random.below(tokens.length + 1)
  return [...tokens.slice(0, at), ...tokens.slice(at + random.heavyTailed(1, 1, 20))].join('')
}

function duplicateTokens(text: string, _: string, random: SeededRandom): string {
  const tokens = tokensOf(text)
  const at = random.below(tokens.length + 1)
  const end = at + random.heavyTailed(2, 1, 50)
  return [...tokens.slice(0, end), ...tokens.slice(at)].join('')
}

function swapTokens(text: string, _: string, random: SeededRandom): string {
  const tokens = [...tokensOf(text)]
  const [left, right] = [random.below(tokens.length + 1), random.below(tokens.length + 1)]
  const moved = tokens[left] ?? ''
  tokens[left] = tokens[right] ?? ''
  tokens[right] = moved
  return tokens.join('')
}

/** The start of one file and the end of another, as a bad merge leaves them. */
function splice(text: string, other: string, random: SeededRandom): string {
  return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1))
}

function moveLines(text: string, _: string, random: SeededRandom): string {
  const lines = text.split('\n')
  const taken = lines.splice(random.below(lines.length + 1), random.heavyTailed(2, 1, 30))
  lines.splice(random.below(lines.length + 1), 0, ...taken)
  return lines.join('\n')
}

/** Bits of the encoded text; what is no UTF-8 any more becomes replacement characters. */
function flipBits(text: string, _: string, random: SeededRandom): string {
  const bytes = new TextEncoder().encode(text)
  for (let flips = random.heavyTailed(2, 1, 40); flips > 0; flips--) {
    const at = random.below(bytes.length + 1)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

const ODDITIES: readonly [string, ...string[]] = [
  '\ufeff',
  ...['\0', '\u0007', '\r', '\u0085', '\u2028', '\u200b', '\u202e', '\ud800', '\udc00', '😀', 'é', 'e\u0301'],
  ...['${', '%{', '$${', '%{ endif }', '%{ for x in', '~}', '<<EOT\n', '<<-EOT\n', 'EOT\n', '/*', '*/', '#', '//'],
  ...[
    '"',
    '\\',
    '\\u',
    '\\U0010FFFF',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    '[*]',
    '.*',
    '.0',
    '...',
    '=>',
    '::',
    '? :',
    '1e999',
  ],
  ...['__proto__ = 1\n', 'constructor', 'for', 'dynamic "statement" {\n', '\n}\n', 'a = b = c\n', '<<<<<<< HEAD\n'],
]

function insertOddity(text: string, _: string, random: SeededRandom): string {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + random.pick(ODDITIES) + text.slice(at)
}

const OPENINGS: readonly [string, ...string[]] = [
  '[',
  ...[
    '[',
    '(',
    '{',
    '{ a = ',
    'f(',
    'a[',
    '"${',
    '!',
    '-',
    '[for x in ',
    '{ for k, v in a : k => ',
    'a ? b : ',
    'a ? ',
  ],
  ...['"%{ if a }', '%{ for x in y }', 'b {\n', 'dynamic "statement" {\ncontent {\n', '<<E\n${', '[*]', 'jsonencode('],
]
const CLOSINGS: readonly [string, ...string[]] = [']', ')', '}', '}"', '\n}\n', '']

/** Up to 5,000 openings, and about as many closings of a kind that may or may not be theirs. */
function nest(text: string, _: string, random: SeededRandom): string {
  const at = random.below(text.length + 1)
  const depth = random.heavyTailed(150, 1.5, 5_000)
  const closings = random.pick(CLOSINGS).repeat(random.chance(0.5) ? depth : random.below(depth + 1))
  return text.slice(0, at) + random.pick(OPENINGS).repeat(depth) + closings + text.slice(at)
}

const FILLS: readonly [string, ...string[]] = [
  'x',
  ' ',
  '1',
  '\\n',
  '$$',
  '${a}',
  '"a", ',
  '# ',
  'é',
  '\t',
  '[',
  '.a',
  '{}',
]

function lengthenLine(text: string, _: string, random: SeededRandom): string {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + random.pick(FILLS).repeat(random.heavyTailed(2_000, 2, 300_000)) + text.slice(at)
}

/** One piece of the text many times, up to about a megabyte. */
function repeatPiece(text: string, _: string, random: SeededRandom): string {
  const at = random.below(text.length + 1)
  const piece = text.slice(at, at + random.heavyTailed(40, 1.5, 4_000))
  const times = Math.min(random.heavyTailed(100, 2, 20_000), Math.floor(1_000_000 / Math.max(1, piece.length)))
  return text.slice(0, at) + piece.repeat(times) + text.slice(at)
}

const CHAINS: readonly [string, ...string[]] = [
  '"${local.chain_N}${local.chain_N}"',
  ...['concat(local.chain_N, local.chain_N)', '[local.chain_N, local.chain_N]'],
  ...['merge(local.chain_N, { N = local.chain_N })', 'var.team == "a" ? local.chain_N : "${local.chain_N}b"'],
  ...['setproduct(local.chain_N, ["a", "b"])', 'jsonencode([local.chain_N, local.chain_N])', 'local.chain_N'],
]

/** Locals of which each says the one before twice: what grows when it is evaluated rather than read. */
function chain(text: string, _: string, random: SeededRandom): string {
  const length = random.heavyTailed(40, 1, 400)
  const form = random.pick(CHAINS)
  const first = random.pick(['"abc"', '["a", "b"]', '{ a = 1 }', 'var.team', `local.chain_${length}`])
  const lines = Array.from({ length }, (_each, index) => `  chain_${index + 1} = ${form.replaceAll('N', `${index}`)}\n`)
  const use = `resource "aws_iam_policy" "chained" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = local.chain_${length} }] })\n}\n`
  return `${text}\nlocals {\n  chain_0 = ${first}\n${lines.join('')}}\n${use}`
}
