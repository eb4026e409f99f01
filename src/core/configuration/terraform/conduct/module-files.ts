import type { Block, HclFile } from '../../../syntax/hcl/ast.ts'
import type { Declarations } from '../declarations.ts'
import type { FileBlock } from '../overrides.ts'

/** One module: what its files declare, and the files. */
export interface ModuleFiles {
  readonly directory: string
  readonly declarations: Declarations
  readonly files: readonly HclFile[]
}

/** The blocks of one type within the `terraform` blocks, which declare nothing that is evaluated. */
export function settingBlocks({ files }: ModuleFiles, type: string): readonly FileBlock[] {
  return files.flatMap(({ path, body }) =>
    body.blocks
      .filter((block) => block.type === 'terraform')
      .flatMap((block) => blocksWithin(block, type).map((inner) => ({ block: inner, file: path }))),
  )
}

/** The nested blocks of one type. */
export function blocksWithin({ body }: Block, type: string): readonly Block[] {
  return body.blocks.filter((block) => block.type === type)
}
