import { textOf, type Value } from '../../../value/value.ts'
import { FILE_FUNCTIONS } from '../functions/file-functions.ts'
import type { TerraformFunction } from '../functions/function.ts'
import { FUNCTIONS } from '../functions/registry.ts'
import { TEMPLATE_FUNCTIONS } from '../functions/template-functions.ts'
import { directoryOf, fileNameOf } from '../paths.ts'
import { derived, isKnown } from '../unknown.ts'
import { checkoutPath, isCheckoutPath, placeOf, relativePath } from './checkout-path.ts'
import { type ConfigCall, type ConfigFunction, type ConfigFunctionTable, unknownResult } from './config-function.ts'

/**
 * Terraform's functions of paths, for paths that start with the place of the checkout. Relative paths are relative to
 * the directory of the file that the call stands in, as in Terraform.
 */
export const FILE_PATH_FUNCTIONS: ConfigFunctionTable = {
  ...Object.fromEntries(
    [...Object.entries(FILE_FUNCTIONS), ...TEMPLATE_FUNCTIONS].flatMap(([name, called]) =>
      called.needs === 'nothing' && name !== 'templatestring' ? [[name, withPath(called)]] : [],
    ),
  ),
  dirname: ofPath('dirname', (path, call) => checkoutPath(directoryOf(path), call.spans)),
  basename: ofPath('basename', (path, call) => textOf(fileNameOf(path), call.spans)),
  abspath: ofPath('abspath', (path, call) => checkoutPath(path, call.spans)),
}

function withPath(called: TerraformFunction): ConfigFunction {
  return ([path, ...others], call) => {
    const count = others.length + (path === undefined ? 0 : 1)
    if (path === undefined || count < called.minimum || count > called.maximum) return undefined
    return called.apply([relativeToFile(path, call), ...others], call)
  }
}

function relativeToFile(path: Value, call: ConfigCall): Value {
  const { directory } = call.scope.module
  const place = isCheckoutPath(path) ? placeOf(path, directory) : undefined
  if (place?.kind === 'inside') return textOf(relativePath(directory, place.path), path.spans)
  // Where it leaves the repository, any absolute path tells Terraform's function so.
  return place?.kind === 'outside' ? textOf('/', path.spans) : path
}

/** The root of the checkout has a name and a parent that nobody knows. */
function ofPath(name: string, apply: (path: string, call: ConfigCall) => Value): ConfigFunction {
  return (args, call) => {
    const [path] = args
    if (path === undefined || args.length > 1) return undefined
    const place = isCheckoutPath(path) ? placeOf(path, '') : undefined
    if (place?.kind === 'inside' && (place.path !== '' || name === 'abspath')) return apply(place.path, call)
    if (!isKnown(path)) return derived(`call ${name}`, `${name}(…)`, args, call.span)
    const called = FUNCTIONS.get(name)
    return called === undefined ? unknownResult(args, call, 'is a path of the machine') : called.apply(args, call)
  }
}
