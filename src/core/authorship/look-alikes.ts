/**
 * Folds characters that look like ASCII to the ASCII they look like, and drops invisible ones, so that
 * `Co‑authored‑by：` with typographic hyphens and a full-width colon is read as what a person sees.
 * One pass by hand, no reordering: the cost is linear in the length, also for hostile runs of combining marks.
 */
export function foldLookAlikes(text: string): string {
  let folded = ''
  let kept = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80 || MAY_FOLD[unit] === 0) continue
    const code = text.codePointAt(at) ?? unit
    folded += text.slice(kept, at) + (KNOWN.get(code) ?? remembered(code))
    if (code > 0xffff) at += 1
    kept = at + 1
  }
  return kept === 0 ? text : folded + text.slice(kept)
}

/** Whether there may be something to fold. */
export function hasLookAlikes(text: string): boolean {
  return NOT_PLAIN.test(text)
}

/**
 * The robot is the one other character that whole messages are full of; it folds to itself, and so does either half
 * of it. By UTF-16 unit: by code point it takes ten times as long.
 */
const NOT_PLAIN = /[^\x00-\x7f\ud83e\udd16]/u

/** The blocks whose characters can fold. */
const LOOK_ALIKES: readonly (readonly [first: number, last: number])[] = [
  ...singles('\u00a0\u0131\u0589\u2212\u2236\u2329\u232a\u2768\u2769\u276e\u276f\u3000\u3002\u3008\u3009\ua789\uff61'),
  ...([
    [0x370, 0x52f],
    [0x2000, 0x200a],
    [0x2010, 0x205f],
    [0x2100, 0x214f],
    [0xfe50, 0xfe6b],
    [0xff01, 0xff5e],
  ] as const),
]
/** Unicode's `Default_Ignorable_Code_Point`: soft hyphens, joiners, direction marks, variation selectors, fillers. */
const INVISIBLES: readonly (readonly [first: number, last: number])[] = [
  ...singles('\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\ufeff\uffa0'),
  ...([
    [0x180b, 0x180f],
    [0x200b, 0x200f],
    [0x202a, 0x202e],
    [0x2060, 0x206f],
    [0xfe00, 0xfe0f],
    [0xfff0, 0xfff8],
  ] as const),
]
/** The first halves of what lies beyond 16 bits: shorthand controls, musical symbols, mathematical letters, tags. */
const FIRST_HALVES: readonly (readonly [first: number, last: number])[] = [
  [0xd82f, 0xd82f],
  [0xd834, 0xd835],
  [0xdb40, 0xdb43],
]
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u

/** By UTF-16 unit: 1 where the character may be folded or dropped. */
const MAY_FOLD = tableOf([...LOOK_ALIKES, ...INVISIBLES, ...FIRST_HALVES])

function singles(characters: string): readonly (readonly [number, number])[] {
  return [...characters].map((character) => [codeOf(character), codeOf(character)])
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}

function tableOf(ranges: readonly (readonly [first: number, last: number])[]): Uint8Array {
  const table = new Uint8Array(0x10000)
  for (const [first, last] of ranges) table.fill(1, first, last + 1)
  return table
}

/** What was looked up before. INVARIANT: no more than the characters of the ranges above. */
const KNOWN = new Map<number, string>([
  ...pairs('абсԁеһіјӏморԛѕтѵхуѡАВЕНІЈКМОРЅТХУСԌԛ', 'abcdehijlmopqstvxywABEHIJKMOPSTXYCGq'),
  ...pairs('αικνορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'aiKvopuABEZHIKMNOPTYX'),
  ...pairs('‐‑‒–—―−﹘﹣', '---------'),
  ...pairs('։∶꞉﹕', '::::'),
  ...pairs('‹〈❮❬〈›〉❯❭〉', '<<<<<>>>>>'),
  ...pairs('․。｡ı', '...i'),
])

function pairs(from: string, to: string): [number, string][] {
  const targets = [...to]
  return [...from].map((character, index) => [codeOf(character), targets[index] ?? character])
}

function remembered(code: number): string {
  const character = String.fromCodePoint(code)
  const folded = INVISIBLE.test(character) ? '' : compatible(character)
  KNOWN.set(code, folded)
  return folded
}

/** One code point at a time: its compatibility form is of constant length, so this cannot grow quadratic. */
function compatible(character: string): string {
  const form = character.normalize('NFKC')
  return /^[\x20-\x7e]+$/.test(form) ? form : character
}
