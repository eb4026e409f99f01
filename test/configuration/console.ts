import type { Variant } from '../../src/core/configuration/terraform/module-access.ts'
import { openModule } from '../../src/core/configuration/terraform/open-module.ts'
import { rootModule } from '../../src/core/configuration/terraform/root-module.ts'
import type { HclFile } from '../../src/core/syntax/hcl/ast.ts'
import { parseHcl, parseHclExpression } from '../../src/core/syntax/hcl/parse.ts'
import type { Value } from '../../src/core/value/value.ts'
import { repositoryOf } from './repository-double.ts'

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
      const input = { ...repositoryOf(new Map()), directory: '', files, variant }
      const { run, root: module } = rootModule(input, openModule(input))
      const parsed = parseHclExpression('console', expression)
      if (parsed.diagnostics.length > 0) throw new Error(`${expression} does not parse`)
      const value = module.evaluate(parsed.expression, module.scope('console'))
      return run.diagnostics.some((each) => each.severity === 'error') ? undefined : value
    },
  }
}
