import type { GateInput } from './gate-input.ts'
import type { Statement } from './statement.ts'

/**
 * Why a statement is not about what the check shows now, as a whole sentence. A comment names no commit: the last thing
 * that the check had shown strictly before it, on whatever commit, must be this very digest on this very head. So a
 * statement ends with the next push, and one that was made on another head says nothing of this one.
 */
export function whyNotShown(
  { statedAt }: Pick<Statement, 'statedAt'>,
  { publications, headSha, digest }: Pick<GateInput, 'publications' | 'headSha' | 'digest'>,
): string | undefined {
  const stated = Date.parse(statedAt)
  const seen = publications.filter(({ publishedAt }) => Date.parse(publishedAt) < stated)
  if (seen.length === 0) return 'It was stated before this check had shown its result.'
  const newest = Math.max(...seen.map(({ publishedAt }) => Date.parse(publishedAt)))
  const shown = seen.filter(({ publishedAt }) => Date.parse(publishedAt) === newest)
  return shown.every((each) => each.headSha === headSha && each.digest === digest)
    ? undefined
    : 'It was stated on another commit, or when the check showed something else; it has to be stated again.'
}
