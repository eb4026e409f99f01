import { describe, expect, it } from 'vitest'
import type { GoldenPlan } from './golden-plan.ts'
import { loadModule, MODULE_NAMES } from './load-module.ts'
import { renderDocument } from './policy-document.ts'

const documents = MODULE_NAMES.flatMap((name) => documentsOf(name, loadModule(name).plan))

describe('the rendering of policy documents beside the product', () => {
  it('is in many plans', () => {
    expect(documents.length).toBeGreaterThan(50)
  })

  it.each(documents)('made what is in the plan of $name: $address', ({ config, json, minified }) => {
    expect(renderDocument(config)).toEqual({ json, minified })
  })

  it('refuses a Sid that stands twice', () => {
    const statement = [{ sid: 'A' }, { sid: 'A' }]
    expect(() => renderDocument({ statement })).toThrow('duplicate Sid (A)')
    const source = JSON.stringify({ Statement: [{ Sid: 'A' }] })
    expect(() => renderDocument({ source_policy_documents: [source, source] })).toThrow('duplicate Sid (A)')
  })
})

function documentsOf(name: string, plan: GoldenPlan) {
  return Object.entries(plan.instances).flatMap(([address, planned]) => {
    if (!address.includes('data.aws_iam_policy_document.')) return []
    const config = Object.fromEntries(Object.entries(planned).map(([argument, { value }]) => [argument, value]))
    return [{ name, address, config, json: config['json'], minified: config['minified_json'] }]
  })
}
