import { DEFAULT_JSON_LIMITS, type JsonLimits } from '../../../syntax/json/limits.ts'

/** Bytes of a plan file, and UTF-16 units of its text. */
export const MAX_PLAN_SIZE = 20_000_000

/** Entries of `resource_changes`; Terraform lists unchanged resources too. */
export const MAX_PLAN_CHANGES = 20_000

/** Characters of one address: module path, names and instance keys. */
export const MAX_ADDRESS_LENGTH = 2_000

export const PLAN_JSON_LIMITS: JsonLimits = { ...DEFAULT_JSON_LIMITS, length: MAX_PLAN_SIZE }
