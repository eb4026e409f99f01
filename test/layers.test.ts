import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { afterEach, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const CONFIG = join(ROOT, '.dependency-cruiser.cjs')

/** One planted violation a rule: a file, what it imports, and the files that must exist for that. */
const PLANTED: readonly (readonly [rule: string, files: Readonly<Record<string, string>>])[] = [
  ['no-cycles', { 'src/core/text/a.ts': "import './b.ts'", 'src/core/text/b.ts': "import './a.ts'" }],
  ['core-is-pure', { 'src/core/gate/a.ts': "import '../../ports/b.ts'", 'src/ports/b.ts': '' }],
  ['core-packages', { 'src/core/gate/a.ts': "import 'node:fs'" }],
  ['core-packages', { 'src/core/gate/a.ts': "import 'kysely'" }],
  ['decisions-know-no-syntax', { 'src/core/gate/a.ts': "import '../syntax/b.ts'", 'src/core/syntax/b.ts': '' }],
  [
    'authorization-knows-no-front-end',
    { 'src/core/authorization/a.ts': "import '../configuration/b.ts'", 'src/core/configuration/b.ts': '' },
  ],
  ['syntax-stands-alone', { 'src/core/syntax/a.ts': "import '../gate/b.ts'", 'src/core/gate/b.ts': '' }],
  [
    'front-ends-stay-apart',
    {
      'src/core/configuration/terraform/a.ts': "import '../kubernetes/b.ts'",
      'src/core/configuration/kubernetes/b.ts': '',
    },
  ],
  [
    'cloudformation-speaks-in-terraform-types',
    {
      'src/core/configuration/cloudformation/a.ts': "import '../terraform/module.ts'",
      'src/core/configuration/terraform/module.ts': '',
    },
  ],
  ['review-uses-ports', { 'src/review/a.ts': "import '../adapters/git/b.ts'", 'src/adapters/git/b.ts': '' }],
  ['ports-are-interfaces', { 'src/ports/a.ts': "import '../review/b.ts'", 'src/review/b.ts': '' }],
  ['adapters-stay-apart', { 'src/adapters/git/a.ts': "import '../store/b.ts'", 'src/adapters/store/b.ts': '' }],
  ['intake-does-no-analysis', { 'src/intake/a.ts': "import '../review/b.ts'", 'src/review/b.ts': '' }],
  ['octokit-at-the-edge', { 'src/review/a.ts': "import '@octokit/rest'" }],
  ['database-in-the-store', { 'src/intake/a.ts': "import 'kysely'" }],
  ['roots-construct', { 'src/intake/a.ts': "import '../adapters/git/b.ts'", 'src/adapters/git/b.ts': '' }],
]

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('the layer law', () => {
  it('holds, and looked at every module', async () => {
    const { violations, modules } = await violationsIn(ROOT)
    expect(violations).toEqual([])
    expect(modules).toBeGreaterThan(50)
  }, 120_000)

  it.each(PLANTED)('%s is broken by a planted violation', async (rule, files) => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-layers-'))
    folders.push(folder)
    for (const name of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, name), join(folder, name))
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const { violations, modules } = await violationsIn(folder)
    expect(violations).toContain(rule)
    expect(modules).toBeGreaterThan(0)
  })
})

async function violationsIn(baseDir: string): Promise<{ violations: string[]; modules: number }> {
  const options = await extractDepcruiseOptions(CONFIG)
  const { output } = await cruise(['src'], { ...options, baseDir })
  if (typeof output === 'string') throw new Error('dependency-cruiser gave a report where a result was asked for')
  return {
    violations: output.summary.violations.map((violation) => violation.rule.name),
    modules: output.modules.filter((module) => module.source.startsWith('src/')).length,
  }
}
