import type { AppFacts, InstallationFacts } from './facts.ts'
import { EVENT_NEEDS, includesLevel, type Loss, PERMISSION_NEEDS } from './needs.ts'

/** A permission or an event that was not granted. `fix` is the way to it. */
export interface Missing {
  readonly name: string
  readonly feature: string
  readonly loss: Loss
  readonly fix: string
}

/** What features need and an installation does not grant, permissions first; `app` tells what the app asks for. */
export function missingNeeds(installation: InstallationFacts, app: AppFacts | undefined): readonly Missing[] {
  return [...missingPermissions(installation, app), ...missingEvents(installation, app)]
}

function missingPermissions(installation: InstallationFacts, app: AppFacts | undefined): readonly Missing[] {
  const { permissions, isOrganization } = installation
  return PERMISSION_NEEDS.filter(
    ({ permission, level, ofOrganization }) =>
      !includesLevel(permissions[permission], level) && (isOrganization || ofOrganization !== true),
  ).map(({ permission, level, feature, loss }) => ({
    name: `${permission}: ${level}`,
    feature,
    loss,
    fix: wayTo(includesLevel(app?.permissions[permission], level), installation, app),
  }))
}

function missingEvents(installation: InstallationFacts, app: AppFacts | undefined): readonly Missing[] {
  const { events, isOrganization } = installation
  return EVENT_NEEDS.filter(
    ({ event, ofOrganization }) => !events.includes(event) && (isOrganization || ofOrganization !== true),
  ).map(({ event, feature, loss }) => ({
    name: `event ${event}`,
    feature,
    loss,
    fix: wayTo(app?.events.includes(event) === true, installation, app),
  }))
}

/** What the app asks for, somebody has to accept; what it does not ask for, its owner has to add first. */
function wayTo(isAsked: boolean, { account, pageUrl }: InstallationFacts, app: AppFacts | undefined): string {
  const accept = `an owner of ${account} accepts it at ${pageUrl}`
  if (isAsked) return `The app asks for it already: ${accept}`
  return `Add it under ${app === undefined ? "the app's settings" : `${app.settingsUrl}/permissions`}, then ${accept}`
}
