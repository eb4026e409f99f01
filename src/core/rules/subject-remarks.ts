import { boundedText, quotedText } from '../text/quoted-text.ts'
import type { Subject } from './subject.ts'

/** What settings say of the place of a finding, as sentences: whose it is, which data it reaches, and that it is a hint. */
export function subjectRemarks({ place, data }: Subject, advisory: boolean): readonly string[] {
  const { environments } = place
  const reached = data.map(({ label, resource, isUncertain }) => {
    const may = isUncertain === true ? ', which may be such data' : ''
    return `${boundedText(label)} (by ${quotedText(resource)}${may})`
  })
  return [
    ...(environments.length === 0 ? [] : [`Environment: ${environments.map(boundedText).join(', ')}.`]),
    ...(reached.length === 0 ? [] : [`Data that it reaches, or may reach: ${reached.join(', ')}.`]),
    ...(advisory ? ['Settings make this a hint here: it does not hold the merge.'] : []),
  ]
}
