import { markerWords, ownMarker } from '../text/own-text.ts'

/** What an answer is to: the comment or the press of a button that asked for it, and who asked. */
export interface Question {
  /** Lower-case letters, digits and hyphens; the same each time that the same event comes. */
  readonly origin: string
  /** GitHub's numeric user id. */
  readonly askerId: number
}

/** An own comment as it stands in the conversation. `createdAt` is ISO 8601. */
interface OwnComment {
  readonly body: string
  readonly createdAt: string
}

/** An answer that is found again by what it answers. */
export function markedAnswer({ origin, askerId }: Question, text: string): string {
  return `${ownMarker(NAME, origin, `${askerId}`)}\n${text}`
}

/**
 * Whether a question has its answer already, or its asker or the pull request have had as many within the hour as there
 * are to be: whoever may comment can have the app write, and each text goes to everybody who follows the pull request.
 */
export function answerStanding(
  { origin, askerId }: Question,
  own: readonly OwnComment[],
  nowMs: number,
): 'answered' | 'too-many' | 'open' {
  const answers = own.flatMap(({ body, createdAt }) => {
    const [name, of, to] = markerWords(body) ?? []
    return name === NAME && of !== undefined ? [{ of, to, ageMs: nowMs - Date.parse(createdAt) }] : []
  })
  if (answers.some(({ of }) => of === origin)) return 'answered'
  const recent = answers.filter(({ ageMs }) => ageMs < WINDOW_MS)
  const theirs = recent.filter(({ to }) => to === `${askerId}`)
  return theirs.length >= MAX_A_PERSON || recent.length >= MAX_A_PULL ? 'too-many' : 'open'
}

const NAME = 'answer'
const WINDOW_MS = 3_600_000
const MAX_A_PERSON = 5
const MAX_A_PULL = 30
