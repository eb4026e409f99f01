import { createVerify } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../world/app.ts'
import type { World } from '../world/world.ts'
import { Refusal } from './refusal.ts'

const MAX_LIFE_SECONDS = 600
/** How far GitHub lets an app's clock run ahead. */
const DRIFT_SECONDS = 60

const headerSchema = z.object({ alg: z.literal('RS256') })
const claimsSchema = z.object({
  iss: z.union([z.string(), z.number()]),
  iat: z.number().optional(),
  exp: z.number().optional(),
})

/** The app that signed this JWT. Refuses, in GitHub's words, which Octokit reads to correct a wrong clock. */
export function verifyJsonWebToken(world: World, token: string): App {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = decodeClaims(header, payload)
  const app = [...world.apps.values()].find((one) => String(one.id) === String(claims.iss))
  if (app === undefined) throw new Refusal(404, 'Integration not found')
  const signed = createVerify('RSA-SHA256').update(`${header}.${payload}`)
  if (!signed.verify(app.publicKey, Buffer.from(signature, 'base64url'))) throw undecodable()
  const now = world.clock.now() / 1000
  if (claims.exp === undefined || claims.exp <= now) {
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    )
  }
  if (claims.exp > now + MAX_LIFE_SECONDS + DRIFT_SECONDS) {
    throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future")
  }
  if (claims.iat === undefined || !Number.isInteger(claims.iat) || claims.iat > now + DRIFT_SECONDS) {
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    )
  }
  return app
}

function decodeClaims(header: string, payload: string) {
  try {
    headerSchema.parse(decode(header))
    return claimsSchema.parse(decode(payload))
  } catch (error) {
    throw new Refusal(401, undecodable().message, { errors: [String(error)] })
  }
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
}

function undecodable(): Refusal {
  return new Refusal(401, 'A JSON web token could not be decoded')
}
