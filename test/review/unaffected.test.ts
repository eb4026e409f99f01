import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directoryTrees } from '../../src/adapters/filesystem/directory-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { changedPaths } from '../../src/review/change-set.ts'
import { compareInVariants, type NamedComparison } from '../../src/review/compared-root.ts'
import { NOWHERE, type OpenRoot, openRoot } from '../../src/review/open-root.ts'
import { sideModules } from '../../src/review/side-modules.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { reachedRoots } from '../../src/review/terraform-roots.ts'

const CASES = resolve(import.meta.dirname, '../cases/terraform')

/** What a change does to every root of a case: as it is compared, and with everything evaluated. */
async function compareBothWays(folder: string) {
  const trees = directoryTrees()
  const memory = terraformMemory()
  const [base, head] = await Promise.all(
    ['base', 'head'].map(async (id) => ({
      texts: await openSide({ trees, id: existsSync(join(folder, id)) ? join(folder, id) : undefined }),
      modules: sideModules(firstOf([]), id),
    })),
  )
  if (base === undefined || head === undefined) throw new Error('a case has two sides')
  const changed = changedPaths(base.texts.entries, head.texts.entries)
  const paths = changed.map(({ path }) => path)
  const { roots } = await reachedRoots(changed, base, head, memory)
  const found: { readonly quick: string; readonly whole: string }[] = []
  for (const { directory, files, isNew } of roots) {
    const before = isNew ? NOWHERE : await openRoot(directory, files.base, base, memory)
    const after = await openRoot(directory, files.head, head, memory)
    const quick = await compareInVariants(before, after, paths)
    const whole = await compareInVariants(withoutOpening(before), withoutOpening(after), paths)
    found.push({ quick: told(quick), whole: told(whole) })
  }
  return found
}

/** Without its modules, what the change reaches is not known. */
function withoutOpening(root: OpenRoot): OpenRoot {
  return { ...root, open: async () => undefined }
}

/** Every difference, without the variants that say the same. */
function told(variants: readonly NamedComparison[]): string {
  const lines = variants.flatMap(({ difference }) =>
    difference.flatMap(({ difference: { granted, revoked, undecided } }) => [
      ...granted.map((region) => `granted ${JSON.stringify([region.address, region.actions, region.resources])}`),
      ...revoked.map((region) => `revoked ${JSON.stringify([region.address, region.actions, region.resources])}`),
      ...undecided.map((region) => `undecided ${JSON.stringify([region.address, region.decidedAtBase])}`),
    ]),
  )
  return [...new Set(lines)].sort().join('\n')
}

describe('what a change does not reach', () => {
  it.each(readdirSync(CASES))('says nothing: %s', async (name) => {
    for (const { quick, whole } of await compareBothWays(join(CASES, name))) expect(quick).toBe(whole)
  })
})
