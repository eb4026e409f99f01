import type { Finding } from '../rules/finding.ts'
import type { PolicyLayer } from '../rules/floor-merge.ts'
import { decidedBy, type FloorStanding, type PolicyLayers } from '../rules/policy-layers.ts'
import type { ReadSettings } from '../rules/settings.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import type { Section } from './markdown-sections.ts'

/** Which layer decided what the rules of the findings ask for, and what became of the organisation's floor. */
export function layersSection(findings: readonly Finding[], { layers }: ReadSettings): Section {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  const items =
    layers === undefined
      ? []
      : [
          ...(layers.floor === undefined ? [] : [`- ${floorText(layers.floor)}`]),
          ...rules.flatMap((rule) => ruleText(rule, layers)),
        ]
  return { heading: 'Who decided', items, fold: true }
}

/** The floor in one line of Markdown. */
function floorText(floor: FloorStanding): string {
  const source = codeSpan(floor.source)
  switch (floor.kind) {
    case 'applies':
      return `The settings of the organisation in ${source} apply: this repository may ask for more, not for less.`
    case 'absent':
      return `The organisation has no settings in ${source}.`
    case 'not-visible':
      return `No floor visible: ${proseMarkdown(floor.why)}.`
    case 'held':
      return `The settings of the organisation in ${source} cannot be read: ${proseMarkdown(floor.why)}. ${HELD[floor.applies]}`
  }
}

const HELD: Readonly<Record<Extract<FloorStanding, { readonly kind: 'held' }>['applies'], string>> = {
  'last-version': 'Their last version that could be read applies.',
  demands: 'No version could ever be read; whose approval this one asks for applies.',
  nothing: 'No version of them can be read, so that nothing of them applies.',
}

const PARTS = [
  'enabled',
  'severity',
  'humans',
  'teams',
  'reviewers',
  'block',
  'mode',
  'parameters',
  'paths',
  'except',
  'environments',
]

/** Nothing where the rule is as it was built in. */
function ruleText(rule: string, layers: PolicyLayers): readonly string[] {
  const parts = PARTS.flatMap((part) => {
    const layer = layers.decidedBy.get(`rules.${rule}.${part}`)
    return layer === undefined ? [] : [`${part} by the ${WHO[layer]}`]
  })
  return parts.length === 0 ? [] : [`- ${codeSpan(rule)}: ${parts.join(', ')}; the rest as built in`]
}

const WHO: Readonly<Record<PolicyLayer, string>> = {
  organisation: 'organisation',
  repository: 'repository',
  both: 'organisation and the repository',
}

/** `, by the organisation`, for the end of a line about one value; empty where it is the repository's own or built in. */
export function layerText(layers: PolicyLayers | undefined, path: string): string {
  const layer = layers && decidedBy(layers, path)
  return layer === undefined || layer === 'repository' ? '' : `, by the ${WHO[layer]}`
}
