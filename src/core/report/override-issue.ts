import type { Release } from '../gate/decision.ts'
import { releaseText } from '../gate/release-text.ts'
import type { Finding } from '../rules/finding.ts'
import { visibleText } from '../text/visible-text.ts'
import { codeSpan, paragraphsMarkdown, proseMarkdown } from './escape-markdown.ts'

/** The issue that has somebody look at an overridden change afterwards: a title, and a body in Markdown. */
export function overrideIssue(
  { number, headSha }: { readonly number: number; readonly headSha: string },
  release: Extract<Release, { readonly kind: 'override' }>,
  findings: readonly Pick<Finding, 'title' | 'file' | 'startLine'>[],
): { readonly title: string; readonly body: string } {
  const shown = findings
    .slice(0, MAX_FINDINGS)
    .map(({ title, file, startLine }) => `- ${proseMarkdown(title)} – ${codeSpan(`${file}:${startLine}`)}`)
  const more = findings.length - shown.length
  const body = [
    `Pull request #${number} at ${codeSpan(headSha)}:`,
    proseMarkdown(releaseText(release)),
    'The reason, in full:',
    ...paragraphsMarkdown(release.reason).map((line) => `> ${line}`),
    'What the review found:',
    [...shown, ...(more > 0 ? [`- … and ${more} more; the check names them.`] : [])].join('\n'),
    'Close this issue when somebody who does not answer for the change has looked at it, and whatever it should not have granted is taken back.',
  ]
  return {
    title: visibleText(
      `#${number} was merged or may be merged without a countersignature: ${release.login} released it`,
    ),
    body: body.join('\n\n'),
  }
}

const MAX_FINDINGS = 30
