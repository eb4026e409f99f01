import type { Body, Range } from './ast.ts'
import { diagnosticOf, mayReread, type ParserState, report } from './parser-state.ts'
import { columnOf } from './recovery.ts'

/**
 * Ends a block that has no `}` before the end of the file. Where an item in it stands no deeper than the block
 * itself, the block is taken to end before that item, and the items from there on are read again as its siblings;
 * otherwise one missing brace would swallow the rest of the file.
 */
export function closeUnclosedBlock(state: ParserState, headerRange: Range, body: Body): Body {
  const cut = firstShallowItem(state.text, headerRange.start, body)
  const rereads = cut !== undefined && state.errors < state.limits.errors && mayReread(state, state.text.length - cut)
  const closed = rereads ? rereadFrom(state, body, cut) : body
  const detail =
    'No `}` closes this block. It is taken to end where an item stands no deeper than the block itself. Add the `}`.'
  const problem = { code: 'hcl-unclosed-block', summary: 'Unclosed block', detail }
  report(state, diagnosticOf(state, problem, headerRange))
  return closed
}

function firstShallowItem(text: string, blockStart: number, body: Body): number | undefined {
  const column = columnOf(text, blockStart)
  const starts = [...body.attributes.values(), ...body.blocks].map((item) => item.start)
  const shallow = starts.filter(
    (start) => columnOf(text, start) <= column && columnOf(text, start) < start - blockStart,
  )
  return shallow.length === 0 ? undefined : shallow.reduce((least, start) => Math.min(least, start))
}

function rereadFrom(state: ParserState, body: Body, cut: number): Body {
  state.position = cut
  state.diagnostics = state.diagnostics.filter((diagnostic) => diagnostic.subject.start < cut)
  state.comments = state.comments.filter((comment) => comment.start < cut)
  state.errors = state.diagnostics.length
  return {
    start: body.start,
    end: cut,
    attributes: new Map([...body.attributes].filter(([, attribute]) => attribute.start < cut)),
    blocks: body.blocks.filter((block) => block.start < cut),
  }
}
