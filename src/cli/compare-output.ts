import type { AccessRequest } from '../core/authorization/access.ts'
import type { DocumentVerdict } from '../core/difference/document-verdict.ts'
import { visibleText } from '../core/text/visible-text.ts'

type Answered = Exclude<DocumentVerdict, { readonly verdict: 'malformed' }>

/** A verdict as the command line's contract has it. */
export function verdictJson(verdict: Answered, elapsedMs: number): object {
  return { ...verdict, elapsedMs: Math.round(elapsedMs * 1000) / 1000 }
}

/** A verdict for people, or as JSON alone. */
export function verdictText(verdict: Answered, elapsedMs: number, format: 'text' | 'json'): string {
  if (format === 'json') return `${JSON.stringify(verdictJson(verdict, elapsedMs), undefined, 2)}\n`
  switch (verdict.verdict) {
    case 'not-broadened':
      return visibleText(
        `not broadened: everything that head allows, base allows too${noteText(verdict.reason)}\n`,
        'keep',
      )
    case 'undecided':
      return visibleText(`undecided: ${verdict.reason}\n`, 'keep')
    case 'broadened':
      return visibleText(`broadened: head allows this request, base does not\n${witnessLines(verdict.witness)}`, 'keep')
  }
}

function noteText(reason: string | undefined): string {
  return reason === undefined ? '' : `\n  note: ${reason}`
}

function witnessLines({ principal, action, resource, context }: AccessRequest): string {
  const lines = [
    ...(principal === undefined ? [] : [`principal  ${principal.type} ${principal.id}`]),
    `action     ${action}`,
    ...(resource === '' ? [] : [`resource   ${resource}`]),
    ...Object.entries(context).map(
      ([key, value]) => `${key} = ${typeof value === 'string' ? value : value.join(', ')}`,
    ),
  ]
  return lines.map((line) => `  ${line}\n`).join('')
}
