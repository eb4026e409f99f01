import type { CheckOutput } from './check-output.ts'
import { codeSpan } from './escape-markdown.ts'

/** What a check says of a change onto a branch that is not gated: the same, and that nobody has to wait for it. */
export function previewOutput(output: CheckOutput, baseRef: string): CheckOutput {
  const why = `${codeSpan(baseRef)} neither is the default branch nor requires the check \`countersign\`, so nothing is held here.`
  const then = 'Once this is to be merged into a branch that does, that check decides, by what it adds there.'
  const { actions: _, ...said } = output
  return { ...said, title: `Preview: ${output.title}`, summary: `${why} ${then}\n\n${output.summary}` }
}
