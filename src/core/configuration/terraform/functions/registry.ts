import { COLLECTION_FUNCTIONS } from './collection-functions.ts'
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts'
import { ENCODING_FUNCTIONS } from './encoding-functions.ts'
import { FILE_FUNCTIONS } from './file-functions.ts'
import { FORMAT_FUNCTIONS } from './format-functions.ts'
import type { TerraformFunction } from './function.ts'
import { HASH_FUNCTIONS } from './hash-functions.ts'
import { MAP_FUNCTIONS } from './map-functions.ts'
import { NETWORK_FUNCTIONS } from './network-functions.ts'
import { NUMBER_FUNCTIONS } from './number-functions.ts'
import { PROVIDER_FUNCTIONS } from './provider-functions.ts'
import { REGULAR_EXPRESSION_FUNCTIONS } from './regular-expression.ts'
import { SET_FUNCTIONS } from './set-functions.ts'
import { TEXT_FUNCTIONS } from './text-functions.ts'
import { TIME_FUNCTIONS } from './time-functions.ts'
import { UNKNOWN_FUNCTIONS } from './unknown-functions.ts'

/** Every function by name. `try`, `can` and the template functions are calls of their own kind. */
export const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...[
    COLLECTION_FUNCTIONS,
    CONVERSION_FUNCTIONS,
    ENCODING_FUNCTIONS,
    FILE_FUNCTIONS,
    FORMAT_FUNCTIONS,
    HASH_FUNCTIONS,
    MAP_FUNCTIONS,
    NETWORK_FUNCTIONS,
    NUMBER_FUNCTIONS,
    REGULAR_EXPRESSION_FUNCTIONS,
    SET_FUNCTIONS,
    TEXT_FUNCTIONS,
    TIME_FUNCTIONS,
    UNKNOWN_FUNCTIONS,
  ].flatMap((table) => Object.entries(table)),
  ...PROVIDER_FUNCTIONS,
])
