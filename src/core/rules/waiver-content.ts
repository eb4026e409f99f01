import type { Waiver } from './waiver.ts'

/** What a waiver names: the same for two that differ in when they end, why, and by whom alone. */
export function waiverContent({ rule, resource, path, digest }: Waiver): string {
  return JSON.stringify([rule, resource ?? null, path ?? null, digest ?? null])
}
