import type { MapEntry, Value } from '../../../value/value.ts'

/**
 * What a file of the Serverless Framework puts into the template that it deploys; undefined where it is no such file,
 * or has nothing of the kind. Charts of Helm have the same keys with something else in them.
 * Source: "Serverless.yml Reference" and "AWS CloudFormation Resources", Serverless Framework documentation.
 */
export function frameworkResources(document: Value): MapEntry | undefined {
  if (document.kind !== 'map' || !isFramework(document)) return undefined
  const resources = document.entries.get('resources')
  if (resources?.value.kind === 'map') {
    return [...resources.value.entries.keys()].some((key) => SECTION.test(key)) ? resources : undefined
  }
  return resources?.value.kind === 'null' ? undefined : resources
}

/** Sections of templates begin with a capital letter, but for the one that changes what the framework makes itself. */
const SECTION = /^(?:[A-Z]|extensions$|\$)/

/** Whether a document is what the Serverless Framework deploys. */
export function isFramework(document: Value): boolean {
  if (document.kind !== 'map') return false
  return ['service', 'provider'].every((key) => isNamed(document.entries.get(key)?.value))
}

/** A service and a provider are names, or maps that have one. */
function isNamed(value: Value | undefined): boolean {
  if (value === undefined || value.kind === 'null' || value.kind === 'list') return false
  return value.kind !== 'map' || value.entries.has('name')
}
