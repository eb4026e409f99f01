import { createModule } from '../../src/core/configuration/terraform/create-module.ts'
import type { Variant } from '../../src/core/configuration/terraform/module-access.ts'
import { startRun } from '../../src/core/configuration/terraform/run.ts'
import { rootVariable } from '../../src/core/configuration/terraform/variables.ts'
import type { HclFile } from '../../src/core/syntax/hcl/ast.ts'
import { parseHcl, parseHclExpression } from '../../src/core/syntax/hcl/parse.ts'
import type { Value } from '../../src/core/value/value.ts'

/** A module in which one expression after another is evaluated, as in `terraform console`. */
export interface Console {
  /** Undefined where there is an error. */
  evaluate(expression: string): Value | undefined
}

export function openConsole(configuration: string, variant: Variant, variables = ''): Console {
  const files = new Map<string, HclFile>([
    ['main.tf', parseHcl('main.tf', configuration)],
    ['x.tfvars', parseHcl('x.tfvars', variables)],
  ])
  return {
    evaluate: (expression) => {
      const run = startRun(
        { directory: '', files, variant, readFile: () => ({ kind: 'missing' }), listFiles: () => [] },
        [...files.values()],
      )
      const module = createModule({
        run,
        ownDirectory: '',
        prefix: '',
        depth: 0,
        files,
        origin: (address) => address,
        variable: (name, declared, scope) => rootVariable(name, declared, { files, variant }, scope),
      })
      const parsed = parseHclExpression('console', expression)
      if (parsed.diagnostics.length > 0) throw new Error(`${expression} does not parse`)
      const value = module.evaluate(parsed.expression, module.scope('console'))
      return run.diagnostics.some((each) => each.severity === 'error') ? undefined : value
    },
  }
}
