import { sign } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'

/**
 * What Octokit asks for to sign in as an app: a JSON web token, and when it ends. `aheadSeconds` is how far GitHub's
 * clock is ahead of the machine's, where a refusal has just told.
 */
export type AppToken = (
  appId: string | number,
  aheadSeconds?: number,
) => Promise<{ readonly jwt: string; readonly expiresAt: string }>

/**
 * Signs JSON web tokens for a GitHub App by GitHub's own clock. GitHub refuses one that begins in its future, or ends
 * in its past or after more than ten minutes, and Octokit, which goes by the machine's clock, makes up for a wrong one
 * in some of its requests only. `privateKey` is PEM.
 * Source: GitHub's documentation, "Generating a JSON Web Token (JWT) for a GitHub App".
 */
export function appToken(privateKey: string, clock: Clock): AppToken {
  return async (appId, aheadSeconds) => {
    const now = aheadSeconds === undefined ? clock.now() / 1_000 : Date.now() / 1_000 + aheadSeconds
    const issuedAt = Math.floor(now) - DRIFT_SECONDS
    const expiresAt = issuedAt + LIFE_SECONDS
    const claims = encoded({ iat: issuedAt, exp: expiresAt, iss: appId })
    const signed = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${claims}`
    const signature = sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')
    return { jwt: `${signed}.${signature}`, expiresAt: new Date(expiresAt * 1_000).toISOString() }
  }
}

/** Clocks differ by seconds. */
const DRIFT_SECONDS = 30
const LIFE_SECONDS = 600

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
