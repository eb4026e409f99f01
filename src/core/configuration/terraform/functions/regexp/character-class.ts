import type { CharacterTest } from './node.ts'

/** What a class is made of: ranges of code points, and Unicode properties such as `L` or `Script=Greek`. */
export type ClassItem =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'property'; readonly property: string; readonly negated: boolean }
  | { readonly kind: 'complement'; readonly items: readonly ClassItem[] }

/** Whether a code point is one of `items`, or with `fold` one that differs from such a one in case alone. */
export function characterTest(items: readonly ClassItem[], fold: boolean): CharacterTest {
  const tests = items.map((item) => itemTest(item, fold))
  const [only] = tests
  if (tests.length === 1 && only !== undefined) return only
  return (codePoint) => tests.some((test) => test(codePoint))
}

export function rangeOf(from: number, to: number): ClassItem {
  return { kind: 'range', from, to }
}

/** The ranges of a text such as `az09`: pairs of first and last characters. */
function rangesOf(pairs: string): readonly ClassItem[] {
  const ranges: ClassItem[] = []
  for (let at = 0; at < pairs.length; at += 2) ranges.push(rangeOf(pairs.charCodeAt(at), pairs.charCodeAt(at + 1)))
  return ranges
}

/** `\d`, `\s` and `\w` mean ASCII. */
export const PERL_CLASSES: ReadonlyMap<string, readonly ClassItem[]> = new Map([
  ['d', rangesOf('09')],
  ['s', rangesOf('\t\n\f\r  ')],
  ['w', rangesOf('09AZaz__')],
])

/** The names between `[:` and `:]`. */
export const POSIX_CLASSES: ReadonlyMap<string, readonly ClassItem[]> = new Map([
  ['alnum', rangesOf('09AZaz')],
  ['alpha', rangesOf('AZaz')],
  ['ascii', [rangeOf(0, 0x7f)]],
  ['blank', rangesOf('\t\t  ')],
  ['cntrl', [rangeOf(0, 0x1f), rangeOf(0x7f, 0x7f)]],
  ['digit', rangesOf('09')],
  ['graph', rangesOf('!~')],
  ['lower', rangesOf('az')],
  ['print', rangesOf(' ~')],
  ['punct', rangesOf('!/:@[`{~')],
  ['space', rangesOf('\t\r  ')],
  ['upper', rangesOf('AZ')],
  ['word', rangesOf('09AZaz__')],
  ['xdigit', rangesOf('09AFaf')],
])

/** A Unicode property by the name that stands in `\p{…}`: a general category or a script; undefined for others. */
export function propertyOf(name: string): string | undefined {
  if (name === 'Any') return 'Any'
  if (CATEGORIES.has(name)) return name
  const script = `Script=${name}`
  if (!/^[A-Z][A-Za-z_]{2,}$/.test(name)) return undefined
  try {
    return new RegExp(`\\p{${script}}`, 'u') && script
  } catch {
    // The engine knows no such script.
    return undefined
  }
}

const CATEGORIES: ReadonlySet<string> = new Set(
  'C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs'.split(' '),
)

function itemTest(item: ClassItem, fold: boolean): CharacterTest {
  switch (item.kind) {
    case 'range':
      return fold ? foldedRange(item.from, item.to) : (codePoint) => item.from <= codePoint && codePoint <= item.to
    case 'property': {
      const expression = new RegExp(`^\\p{${item.property}}$`, fold ? 'iu' : 'u')
      return (codePoint) => expression.test(String.fromCodePoint(codePoint)) !== item.negated
    }
    case 'complement': {
      const inner = characterTest(item.items, fold)
      return (codePoint) => !inner(codePoint)
    }
  }
}

/** Folding is simple case folding, as in Unicode expressions of the engine that runs this. */
function foldedRange(from: number, to: number): CharacterTest {
  const expression = new RegExp(`^[\\u{${from.toString(16)}}-\\u{${to.toString(16)}}]$`, 'iu')
  return (codePoint) => expression.test(String.fromCodePoint(codePoint))
}
