import { findAction, knownServices } from '../authorization/aws/catalogue/catalogue.ts'

/**
 * Actions of AWS that a YAML text names which has a key for actions or permissions, in the order of the text, whether it
 * can be parsed or not. Which of them the key lists is not asked: an alias may bring them from anywhere.
 */
export function listedActions(text: string): readonly string[] {
  const plain = unescaped(text)
  if (!KEY.test(plain)) return []
  return [...plain.matchAll(WORD)].map(([word]) => word).filter(isAction)
}

const KEY = /\b\w{0,40}(?:actions?|permissions?)['"]?\s*:(?=[\s["'{])/i

/** `service:Action`, and not within an ARN, a path or another word. */
const WORD = /(?<![\w:/.@-])[a-z][a-z\d-]{1,39}:(?:\*|[a-z?${][\w*?${}.]*)(?![\w:/@-])/gi

/** Where AWS has the service, and the action is one of it or is written as actions are. */
function isAction(word: string): boolean {
  const [service = '', name = ''] = word.split(':')
  if (!SERVICES.has(service.toLowerCase())) return false
  if (findAction(word) !== undefined) return true
  // `tag:Name` is a filter by a tag.
  return /^tag$/i.test(service) ? /[*?$]/.test(name) : !/^[a-z]/.test(name)
}

const SERVICES: ReadonlySet<string> = new Set(knownServices())

/** Words whose letters are escaped, or that are broken into lines, as whoever parses the text reads them. */
function unescaped(text: string): string {
  return text
    .replace(/\\\r?\n[ \t]*/g, '')
    .replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|U00([\da-f]{6}))/gi, (whole, ...codes: (string | undefined)[]) => {
      const code = Number.parseInt(codes.slice(0, 3).find((each) => each !== undefined) ?? '', 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
}
