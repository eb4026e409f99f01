import { NOTICEABLE_SKEW_MS, REFUSED_SKEW_MS } from './clock-skew.ts'
import type { SetupFacts } from './facts.ts'
import { fine, notVisible, type SetupFinding } from './setup-finding.ts'

/** Rulesets, with which a check is bound to an app, came with it. */
const SERVER_NEEDED = { major: 3, minor: 11 }

export function checkKey({ app, unread }: SetupFacts): readonly SetupFinding[] {
  if (unread !== undefined) return [notVisible('app-key', 'What GitHub knows was not read', unread.why, unread.fix)]
  if (app === undefined) return []
  if (app.app.kind === 'seen') {
    const { id, name } = app.app.value
    return [fine('app-key', `GitHub takes the key of the app ${name} (${id})`)]
  }
  const fix =
    "Compare APP_ID with the app's page, and generate a new private key there where this one was deleted; then check the clock."
  return [
    { id: 'app-key', severity: 'broken', title: "GitHub does not take the app's key", detail: `${app.app.why}.`, fix },
  ]
}

export function checkClock({ app }: SetupFacts): readonly SetupFinding[] {
  if (app === undefined) return []
  if (app.skewMs === undefined) return [notVisible('clock', "GitHub's time", 'its answer carried no date')]
  const seconds = Math.round(Math.abs(app.skewMs) / 1000)
  if (Math.abs(app.skewMs) < NOTICEABLE_SKEW_MS) return [fine('clock', "The clock agrees with GitHub's")]
  return [
    {
      id: 'clock',
      severity: Math.abs(app.skewMs) < REFUSED_SKEW_MS ? 'warning' : 'broken',
      title: `The clock is ${seconds} s ${app.skewMs > 0 ? 'ahead of' : 'behind'} GitHub's`,
      detail: 'GitHub refuses tokens that seem to come from another time.',
      fix: 'Synchronise the clock of this machine, e.g. with chrony or systemd-timesyncd.',
    },
  ]
}

export function checkServer({ app }: SetupFacts): readonly SetupFinding[] {
  const version = app?.enterpriseVersion
  if (version === undefined) return []
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isEnough = major > SERVER_NEEDED.major || (major === SERVER_NEEDED.major && minor >= SERVER_NEEDED.minor)
  const found = `GitHub Enterprise Server ${version}`
  if (isEnough) return [fine('server', found)]
  return [
    {
      id: 'server',
      severity: 'warning',
      title: `${found} is older than this app was made for`,
      detail: 'Rulesets may be missing; the older branch protection can require the check as well.',
      fix: `Use GitHub Enterprise Server ${SERVER_NEEDED.major}.${SERVER_NEEDED.minor} or later.`,
    },
  ]
}
