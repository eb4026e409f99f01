import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { unknownOf } from '../unknown.ts'
import { type FunctionTable, partial, type TerraformFunction } from './function.ts'

const WHEN_RUN = 'is only known when Terraform runs'
const NOT_COMPUTED = 'is the result of a function that is not computed'

/**
 * Functions whose result is unknown and no cause for a warning: those that Terraform itself knows only when it runs,
 * and those that only compress or decrypt.
 */
export const UNKNOWN_FUNCTIONS: FunctionTable = {
  abspath: unknown(1, 1, WHEN_RUN),
  bcrypt: unknown(1, 2, WHEN_RUN),
  plantimestamp: unknown(0, 0, WHEN_RUN),
  timestamp: unknown(0, 0, WHEN_RUN),
  uuid: unknown(0, 0, WHEN_RUN),
  base64gzip: unknown(1, 1, NOT_COMPUTED),
  base64gunzip: unknown(1, 1, NOT_COMPUTED),
  rsadecrypt: unknown(2, 2, NOT_COMPUTED),
}

function unknown(minimum: number, maximum: number, reason: string): TerraformFunction {
  return partial(minimum, maximum, (args, { name, span }) => {
    const fingerprint = digestOf(`call ${name}`, ...args.map(fingerprintOf))
    return unknownOf({ address: `${name}(…)`, fingerprint, reason, form: 'text' }, [span])
  })
}
