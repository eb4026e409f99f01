import { Fault } from '../ports/fault.ts'
import type { Review } from './review.ts'
import type { Suggest } from './suggesting.ts'

/** The review with its ready fixes in the findings that are shown. */
export async function suggested(reviewed: Review): Promise<Review> {
  const suggestions = await unlessFault(reviewed.suggest)
  const findings = reviewed.result.findings.map((finding) => {
    const suggestion = suggestions.get(finding.digest)
    return suggestion === undefined ? finding : { ...finding, suggestion }
  })
  return { ...reviewed, result: { ...reviewed.result, findings } }
}

/** The verdict stands without them: a failure of the outside world must not take it away. */
async function unlessFault(suggest: Suggest): ReturnType<Suggest> {
  try {
    return await suggest()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return new Map()
  }
}
