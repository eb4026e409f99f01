import { packageVersion, readBundledRules } from '../adapters/filesystem/bundled-rules.ts'
import { type Bundle, readBundle } from '../review/bundle.ts'

let bundle: Bundle | undefined

/** The rules and signatures that this installation carries, read once. Throws where they are broken. */
export function loadBundle(): Bundle {
  bundle ??= readBundle(readBundledRules(), packageVersion())
  return bundle
}
