import type { EvidenceStrength } from './authorship.ts'

/** How hard each kind of evidence is to forge, in words. */
export const EVIDENCE_STRENGTHS: Readonly<Record<EvidenceStrength, string>> = {
  platform: 'the platform says so',
  account: 'an account of the platform',
  email: 'an e-mail address, which anybody can set',
  trailer: 'a trailer, which anybody can write',
  text: 'text, which anybody can write',
}
