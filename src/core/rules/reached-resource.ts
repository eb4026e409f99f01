import type { GrantedRegion } from '../difference/difference.ts'
import { accessLevelsOf } from './access-levels.ts'
import { wildcardsMeet } from './wildcards-meet.ts'

/** Whether an action may be of the service of an ARN: what is partly unknown, or excludes, may be of any. */
export function mayActOn(action: string, arn: string): boolean {
  const service = /^([\w*?-]+):[\w*?-]*$/.exec(action.toLowerCase())?.[1]
  return service === undefined || wildcardsMeet(service, arn.split(':')[2] ?? '*')
}

/** Listing and tagging everything reaches no data. */
export function isEverything(resource: string, { actions }: GrantedRegion): boolean {
  if (resource !== '*' && !resource.startsWith('everything except')) return false
  return accessLevelsOf(actions).some((level) => level !== 'list' && level !== 'tagging')
}
