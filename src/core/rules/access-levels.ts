import { type AccessLevel, actionsOf, findAction, knownServices } from '../authorization/aws/catalogue/catalogue.ts'
import { matchesWildcard } from './wildcard.ts'

/** What a rule may find in `accessLevels`; `unknown` is an action that the catalogue does not have. */
export const ACCESS_LEVELS = ['list', 'read', 'write', 'permissions management', 'tagging', 'unknown'] as const

/**
 * The access levels that action patterns reach, as AWS's service authorization reference assigns them, in the order
 * of `ACCESS_LEVELS`. A pattern that is partly unknown, or excludes instead of naming, may reach every level.
 */
export function accessLevelsOf(patterns: readonly string[]): readonly Level[] {
  const reached = new Set(patterns.flatMap((pattern) => levelsOf(pattern.toLowerCase())))
  return ACCESS_LEVELS.filter((level) => reached.has(level))
}

type Level = (typeof ACCESS_LEVELS)[number]

function levelsOf(pattern: string): readonly Level[] {
  const [, service, action] = /^([\w*?-]+):([\w*?-]*)$/.exec(pattern) ?? []
  // A pattern without a service (`*`), with unknown parts, or in words (`everything except …`) may be anything.
  if (service === undefined || action === undefined) return ACCESS_LEVELS
  if (!/[*?]/.test(pattern)) return [findAction(pattern)?.level ?? 'unknown']
  const services = [...knownServices()].filter((name) => matchesWildcard(name, service))
  const levels = new Set(services.flatMap((name) => levelsWithin(name, action)))
  return levels.size === 0 ? ['unknown'] : [...levels]
}

function levelsWithin(service: string, action: string): readonly AccessLevel[] {
  const matching = [...actionsOf(service)].filter(([name]) => matchesWildcard(name, `${service}:${action}`))
  return [...new Set(matching.map(([, facts]) => facts.level))]
}
