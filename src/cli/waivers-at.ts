import { gitTrees } from '../adapters/git/git-trees.ts'
import type { Floor } from '../core/rules/effective-policy.ts'
import type { Waiver } from '../core/rules/waiver.ts'
import type { Bundle } from '../review/bundle.ts'
import { readPolicy } from '../review/policy.ts'
import { rememberingOpen } from '../review/side-texts.ts'

/** The waivers of the settings at a commit; undefined where the settings cannot be read. Throws `Fault`. */
export async function waiversAt(
  repository: string,
  commit: string,
  bundle: Bundle,
  floor?: Floor,
): Promise<readonly Waiver[] | undefined> {
  const trees = gitTrees(repository)
  try {
    const side = await rememberingOpen()({ trees, id: commit })
    const { settings } = await readPolicy(side, bundle, floor === undefined ? {} : { floor })
    return settings.readable ? settings.settings.waivers : undefined
  } finally {
    trees.close()
  }
}
