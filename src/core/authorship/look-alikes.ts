/**
 * Folds characters that look like ASCII to the ASCII they look like, and drops invisible ones, so that
 * `Co‑authored‑by：` with typographic hyphens and a full-width colon is read as what a person sees.
 * One pass, no reordering: the cost is linear in the length, also for hostile runs of combining marks.
 */
export function foldLookAlikes(text: string): string {
  return MAY_FOLD.test(text) ? text.replace(INVISIBLES, '').replace(CANDIDATES, foldRun) : text
}

/** Whether there is nothing to fold. */
export function isAscii(text: string): boolean {
  return !NOT_ASCII.test(text)
}

/** The robot (two UTF-16 units) is the one other character that whole messages are full of; it folds to nothing. */
const MAY_FOLD = /[^\x00-\x7f\ud83e\udd16]/u
const NOT_ASCII = /[^\x00-\x7f]/
/** Soft hyphens, joiners, direction marks, variation selectors, fillers. */
const INVISIBLES = /\p{Default_Ignorable_Code_Point}+/gu
/** Only characters of these blocks can fold; everything else (CJK, emoji) is passed over by the scan itself. */
const CANDIDATES =
  /[\u00a0\u0131\u0370-\u052f\u0589\u2000-\u200a\u2010-\u205f\u2100-\u214f\u2212\u2236\u2329\u232a\u2768\u2769\u276e\u276f\u3000\u3002\u3008\u3009\ua789\ufe50-\ufe6b\uff01-\uff5e\uff61\u{1d400}-\u{1d7ff}]+/gu

const TABLE: ReadonlyMap<string, string> = new Map([
  ...pairs('абсԁеһіјӏморԛѕтѵхуѡАВЕНІЈКМОРЅТХУСԌԛ', 'abcdehijlmopqstvxywABEHIJKMOPSTXYCGq'),
  ...pairs('αικνορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'aiKvopuABEZHIKMNOPTYX'),
  ...pairs('‐‑‒–—―−﹘﹣', '---------'),
  ...pairs('։∶꞉﹕', '::::'),
  ...pairs('‹〈❮❬〈›〉❯❭〉', '<<<<<>>>>>'),
  ...pairs('․。｡ı', '...i'),
])

function pairs(from: string, to: string): [string, string][] {
  const targets = [...to]
  return [...from].map((character, index) => [character, targets[index] ?? character])
}

function foldRun(run: string): string {
  let folded = ''
  for (const character of run) folded += TABLE.get(character) ?? foldCharacter(character)
  return folded
}

function foldCharacter(character: string): string {
  // One code point at a time: its compatibility form is of constant length, so this cannot grow quadratic.
  const compatible = character.normalize('NFKC')
  return /^[\x20-\x7e]+$/.test(compatible) ? compatible : character
}
