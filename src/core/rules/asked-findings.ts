import type { Finding } from './finding.ts'

type Named = Pick<Finding, 'digest' | 'file' | 'startLine' | 'endLine'>

/**
 * The findings that somebody means: by the beginning of a digest, or by a place, `<file>:<line>`. A digest needs enough
 * digits that nobody means a number by it.
 */
export function askedFindings<Each extends Named>(findings: readonly Each[], asked: string): readonly Each[] {
  const [, path, line] = /^(.*):(\d+)$/.exec(asked) ?? []
  if (path !== undefined)
    return findings.filter(
      ({ file, startLine, endLine }) => file === path && startLine <= Number(line) && Number(line) <= endLine,
    )
  const digits = asked.toLowerCase()
  return digits.length < MIN_DIGITS ? [] : findings.filter(({ digest }) => digest.startsWith(digits))
}

const MIN_DIGITS = 4
