import { packageVersion, readBundledRules } from '../adapters/filesystem/bundled-rules.ts'
import { type Bundle, readBundle } from '../review/bundle.ts'

/** The rules and signatures that this installation carries. Throws where they are broken. */
export function loadBundle(): Bundle {
  return readBundle(readBundledRules(), packageVersion())
}
