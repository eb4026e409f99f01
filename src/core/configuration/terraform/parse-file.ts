import type { HclFile } from '../../syntax/hcl/ast.ts'
import { parseHcl } from '../../syntax/hcl/parse.ts'
import { parseHclJson } from '../../syntax/hcl-json/parse.ts'
import { MODULE_SCHEMA, VARIABLES_SCHEMA } from './json-schema.ts'
import { fileNameOf } from './paths.ts'

/**
 * The tree of a module file or a file of variables, whose name says in which syntax it is written: `.tf.json`,
 * `.tofu.json` and `.tfvars.json` are JSON, everything else is native. Total, as the parsers are.
 */
export function parseFile(path: string, text: string): HclFile {
  const name = fileNameOf(path)
  if (!name.endsWith('.json')) return parseHcl(path, text)
  return parseHclJson(path, text, name.endsWith('.tfvars.json') ? VARIABLES_SCHEMA : MODULE_SCHEMA)
}
