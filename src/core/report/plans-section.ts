import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import { counted, type Section } from './markdown-sections.ts'

/** What became of one of Terraform's plans that the settings name. */
export type PlanNote =
  /** `terraformVersion` is empty where the plan does not say. */
  | { readonly kind: 'read'; readonly name: string; readonly terraformVersion: string; readonly resources: number }
  /** `why` are whole sentences. */
  | { readonly kind: 'refused'; readonly name: string; readonly why: string }
  | { readonly kind: 'absent'; readonly name: string; readonly required: boolean }

/** Which plans were read beside the files, which could not be read, and which are not there. */
export function plansSection(notes: readonly PlanNote[]): Section {
  const items = notes.map((note) => `- ${codeSpan(note.name)}: ${noteText(note)}`)
  return { heading: "Terraform's plans", items: [...(items.length === 0 ? [] : [LEAD]), ...items], fold: false }
}

const LEAD = 'They only add to what the files say.'

function noteText(note: PlanNote): string {
  switch (note.kind) {
    case 'read': {
      const version =
        note.terraformVersion === '' ? 'an unnamed version of Terraform' : `Terraform ${note.terraformVersion}`
      return `${proseMarkdown(version)}, ${counted(note.resources, 'resource')}`
    }
    case 'refused':
      return `not read. ${proseMarkdown(note.why)}`
    case 'absent':
      return `not there yet for this commit${note.required ? ', and required' : ''}.`
  }
}
