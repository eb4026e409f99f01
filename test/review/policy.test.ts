import { describe, expect, it } from 'vitest'
import { readBundledRules } from '../../src/adapters/filesystem/bundled-rules.ts'
import { memoryPolicyRecords } from '../../src/adapters/memory/policy-records.ts'
import { type MemoryEntry, memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { FloorTip } from '../../src/ports/floor-source.ts'
import { readBundle } from '../../src/review/bundle.ts'
import { organisationFloors } from '../../src/review/organisation-floors.ts'
import { filesOf, type PolicyContext, readPolicy } from '../../src/review/policy.ts'
import { openSide } from '../../src/review/side-texts.ts'

const BUNDLE = readBundle(readBundledRules(), '1.0.0')
const SETTINGS = '.github/countersign.yml'
const RULE = `title: Our own rule
severity: high
kind: broadened
when: change.actions.exists(action, action == "s3:GetObject")
headline: "Our own: {actions}"
message: Because we say so.
fix: Do not do that.
`

async function policyOf(files: Readonly<Record<string, MemoryEntry>>, context?: PolicyContext) {
  const trees = memorySourceTrees({ tip: files })
  return readPolicy(await openSide({ trees, id: 'tip' }), BUNDLE, context)
}

/** What is wrong, as `file:line:column code`. */
async function problemsOf(files: Readonly<Record<string, MemoryEntry>>, context?: PolicyContext) {
  const { settings } = await policyOf(files, context)
  return settings.located.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)
}

const FOLDERS = 'version: 1\nruleFolders: [.github/countersign-rules/]\n'
const FOLDER = '.github/countersign-rules'

describe('rule folders', () => {
  it('add their rules to the built-in ones, which settings may tune', async () => {
    const { settings, bundle } = await policyOf({
      [SETTINGS]: `${FOLDERS}rules: { acme/own-rule: critical }\n`,
      [`${FOLDER}/acme/own-rule.yml`]: RULE,
      [`${FOLDER}/acme/own-rule.md`]: '# Our own rule\n',
    })
    expect(settings.located).toEqual([])
    expect(bundle.rules.map(({ id }) => id)).toContain('acme/own-rule')
    expect(bundle.rules).toHaveLength(BUNDLE.rules.length + 1)
    expect(bundle.rules.map(({ id }) => id)).toEqual(bundle.rules.map(({ id }) => id).toSorted())
  })

  it('are part of what an approval is bound to', async () => {
    const files = { [SETTINGS]: FOLDERS, [`${FOLDER}/acme/own-rule.yml`]: RULE }
    const one = await policyOf(files)
    const other = await policyOf({ ...files, [`${FOLDER}/acme/own-rule.yml`]: RULE.replace('high', 'low') })
    expect(one.content).not.toBe(other.content)
    expect((await policyOf({ [SETTINGS]: 'version: 1\n' })).content).toBe('')
  })

  it.each<[string, Record<string, MemoryEntry>, string]>([
    [
      'an expression with a misspelt field',
      { [`${FOLDER}/acme/own-rule.yml`]: RULE.replace('change.actions', 'change.actoins') },
      `${FOLDER}/acme/own-rule.yml:4:14 rule-invalid`,
    ],
    [
      'the name of a built-in rule',
      { [`${FOLDER}/access/broader-access.yml`]: RULE },
      `${FOLDER}/access/broader-access.yml:1:1 rule-invalid`,
    ],
    [
      'a rule that nobody could turn off',
      { [`${FOLDER}/acme/own-rule.yml`]: `fixed: true\n${RULE}` },
      `${FOLDER}/acme/own-rule.yml:1:1 rule-invalid`,
    ],
    [
      'a rule that stands elsewhere in the folder',
      { [`${FOLDER}/acme/own-rule.yml`]: RULE, [`${FOLDER}/own-rule.yml`]: RULE },
      `${FOLDER}/own-rule.yml:1:1 rule-invalid`,
    ],
    [
      'a link in the place of a rule',
      { [`${FOLDER}/acme/own-rule.yml`]: { kind: 'symlink', target: '../../../elsewhere.yml' }, 'elsewhere.yml': RULE },
      `${FOLDER}/acme/own-rule.yml:1:1 rule-invalid`,
    ],
    [
      'a link in the place of the folder',
      { [FOLDER]: { kind: 'symlink', target: '../elsewhere' }, 'elsewhere/acme/own-rule.yml': RULE },
      `${FOLDER}:1:1 rule-invalid`,
    ],
    ['a folder that is not there', {}, `${SETTINGS}:2:15 settings-empty-rule-folder`],
    [
      'more rules than are read',
      Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`${FOLDER}/acme/rule-${at}.yml`, RULE])),
      `${FOLDER}/acme/rule-0.yml:1:1 rule-invalid`,
    ],
    [
      'rules that are too long together',
      Object.fromEntries(
        Array.from({ length: 20 }, (_, at) => [`${FOLDER}/acme/rule-${at}.yml`, `${RULE}#${' '.repeat(60_000)}`]),
      ),
      `${FOLDER}/acme/rule-0.yml:1:1 rule-invalid`,
    ],
    [
      'bytes that are no text',
      { [`${FOLDER}/acme/own-rule.yml`]: new Uint8Array([0xff, 0xfe]) },
      `${FOLDER}/acme/own-rule.yml:1:1 rule-invalid`,
    ],
  ])('hold with %s, and name the place', async (_, files, problem) => {
    const policy = await policyOf({ [SETTINGS]: `${FOLDERS}mode: advisory\n`, ...files })
    expect(policy.settings).toMatchObject({ readable: false, settings: { mode: 'enforce' } })
    expect(policy.bundle.rules).toEqual(BUNDLE.rules)
    expect(await problemsOf({ [SETTINGS]: `${FOLDERS}mode: advisory\n`, ...files })).toContain(problem)
  })

  it.each(['/etc', '../elsewhere', 'a/../b', '.', 'a//b', ''])('cannot lead to %j', async (folder) => {
    expect(await problemsOf({ [SETTINGS]: `version: 1\nruleFolders: [${JSON.stringify(folder)}]\n` })).toEqual([
      `${SETTINGS}:2:15 settings-invalid`,
    ])
  })
})

describe('settings that cannot be read', () => {
  const lastGood = (text: string): PolicyContext => ({
    lastGood: async () => ({ commit: 'c'.repeat(40), files: new Map([[SETTINGS, text]]) }),
  })

  it('leave their last version in force, hold, and ask for whom they name themselves', async () => {
    const good = 'version: 1\nmode: advisory\nrules: { access/broader-access: low }\napprovals: { humans: 3 }\n'
    const broken = 'version: 1\nmod: advisory\napprovals: { humans: 2, teams: [security] }\n'
    const { settings } = await policyOf({ [SETTINGS]: broken }, lastGood(good))
    expect(settings).toMatchObject({
      readable: false,
      settings: { mode: 'enforce', humans: 3, teams: ['security'] },
      layers: { lastGood: 'c'.repeat(40) },
    })
    expect(settings.settings.rules.get('access/broader-access')).toMatchObject({ severity: 'low' })
  })

  it('are the strict defaults where this version cannot read the last one either', async () => {
    const { settings } = await policyOf({ [SETTINGS]: 'version: 2\n' }, lastGood('version: 0\nmode: advisory\n'))
    expect(settings).toMatchObject({ readable: false, settings: { mode: 'enforce', humans: 2 } })
    expect(settings.layers?.lastGood).toBeUndefined()
  })

  it.each<[string, Record<string, MemoryEntry>, RegExp]>([
    ['bytes that are no text', { [SETTINGS]: new Uint8Array([0xff, 0xfe]) }, /^It is not valid UTF-8\. /],
    ['a link out of the repository', { [SETTINGS]: { kind: 'symlink', target: '../../etc/passwd' } }, /symbolic link/],
    ['a link to itself', { [SETTINGS]: { kind: 'symlink', target: 'countersign.yml' } }, /symbolic link/],
    ['a folder', { [`${SETTINGS}/x`]: 'version: 1\n' }, /^It is a folder, and settings are a file\. /],
    ['a file that is too large', { [SETTINGS]: `version: 1\n${' '.repeat(5 * 1024 * 1024)}` }, /^It has \d+ bytes/],
    ['a submodule', { [SETTINGS]: { kind: 'submodule', commit: 'a'.repeat(40) } }, /^It is a submodule/],
  ])('hold where there is %s, and say that', async (_, files, why) => {
    const { settings } = await policyOf(files, lastGood('version: 1\napprovals: { humans: 3 }\n'))
    expect(settings).toMatchObject({ readable: false, settings: { mode: 'enforce', humans: 3 } })
    expect(settings.located).toMatchObject([
      { file: SETTINGS, line: 1, column: 1, code: 'settings-unreadable', detail: expect.stringMatching(why) },
    ])
    expect(settings.located[0]?.detail).toContain('Write settings there')
  })

  it('hold where both files are there', async () => {
    const both = { [SETTINGS]: 'version: 1\nmode: advisory\n', '.github/countersign.yaml': 'version: 1\n' }
    expect((await policyOf(both)).settings).toMatchObject({ readable: false, settings: { mode: 'enforce' } })
    expect(await problemsOf(both)).toEqual(['.github/countersign.yaml:1:1 settings-twice'])
  })
})

describe('what changes a policy', () => {
  it('is its settings, what they link to, and the rules in its folders', async () => {
    const { isPolicy } = await policyOf({
      [SETTINGS]: { kind: 'symlink', target: '../config/gate.yml' },
      'config/gate.yml': FOLDERS,
      [`${FOLDER}/acme/own-rule.yml`]: RULE,
    })
    const paths = [SETTINGS, 'config/gate.yml', `${FOLDER}/acme/new.yml`, FOLDER, `${FOLDER}/acme/own-rule.md`]
    expect(paths.map(isPolicy)).toEqual([true, true, true, true, false])
    expect(isPolicy('countersign.yml')).toBe(false)
  })

  it('is a folder in the place of its settings, since what lands there holds everything', async () => {
    const { isPolicy } = await policyOf({})
    expect([`${SETTINGS}/x`, '.github/countersign.yaml/x/y', `${SETTINGS}x`].map(isPolicy)).toEqual([true, true, false])
  })

  it('is the root file too in the repository of the floor', async () => {
    const files = { 'countersign.yml': 'version: 1\nruleFolders: [rules]\n', 'rules/acme/own-rule.yml': RULE }
    const { isPolicy } = await policyOf(files, { holdsFloor: true })
    expect(['countersign.yml', 'countersign.yaml', 'rules/acme/own-rule.yml', 'main.tf'].map(isPolicy)).toEqual([
      ...[true, true, true],
      false,
    ])
  })
})

const KEY = { installationId: 7, owner: 'Acme', repo: 'infra' }
const FLOOR_KEY = { ...KEY, repo: '.github' }

/** An organisation whose floor is pushed, broken and hidden. */
function organisation() {
  const trees = memorySourceTrees()
  const state: { tip: FloorTip } = { tip: { kind: 'not-visible', why: 'there is no repository Acme/.github' } }
  const policyRecords = memoryPolicyRecords()
  let pushes = 0
  const floorOf = () =>
    organisationFloors({
      floorSource: { tip: async () => state.tip },
      policyRecords,
      sourceTrees: () => trees,
      bundle: BUNDLE,
    })(KEY)
  return {
    floorOf,
    push(files: Readonly<Record<string, MemoryEntry>>) {
      pushes += 1
      const sha = String(pushes).repeat(40)
      trees.put(sha, files)
      state.tip = { kind: 'seen', repository: FLOOR_KEY, sha }
    },
    hide(why = 'the app may not read Acme/.github') {
      state.tip = { kind: 'not-visible', why }
    },
    lose: () => {
      state.tip = { kind: 'seen', repository: FLOOR_KEY, sha: 'f'.repeat(40) }
    },
  }
}

describe("an organisation's floor", () => {
  it('applies to a repository that says less, and its refusals are told at the place', async () => {
    const { push, floorOf } = organisation()
    push({ 'countersign.yml': 'version: 1\nmode: enforce\napprovals: { humans: 3 }\n' })
    const floor = await floorOf()
    const { settings } = await policyOf({ [SETTINGS]: 'version: 1\nmode: advisory\n' }, { floor })
    expect(settings).toMatchObject({ readable: true, settings: { mode: 'enforce', humans: 3 } })
    expect(settings.located).toMatchObject([
      { file: SETTINGS, line: 2, column: 7, severity: 'warning', code: 'settings-below-floor' },
    ])
    expect(settings.located[0]?.detail).toContain('asks for `enforce` in Acme/.github/countersign.yml')
    expect([...(settings.layers?.decidedBy ?? [])]).toEqual([
      ['mode', 'organisation'],
      ['approvals.humans', 'organisation'],
    ])
  })

  it('brings the rules of its own folders, whose names nobody else takes', async () => {
    const { push, floorOf } = organisation()
    push({ 'countersign.yml': 'version: 1\nruleFolders: [rules]\n', 'rules/acme/own-rule.yml': RULE })
    const floor = await floorOf()
    const { bundle } = await policyOf({}, { floor })
    expect(bundle.rules.map(({ id }) => id)).toContain('acme/own-rule')
    const own = { [SETTINGS]: FOLDERS, [`${FOLDER}/acme/own-rule.yml`]: RULE }
    expect(await problemsOf(own, { floor })).toEqual([`${FOLDER}/acme/own-rule.yml:1:1 rule-invalid`])
  })

  it('holds a repository whose own file is broken on its last version, above the floor', async () => {
    const { push, floorOf } = organisation()
    push({ 'countersign.yml': 'version: 1\napprovals: { humans: 3 }\n' })
    const kept = { commit: 'c'.repeat(40), files: new Map([[SETTINGS, 'version: 1\napprovals: { teams: [cloud] }\n']]) }
    const context = { floor: await floorOf(), lastGood: async () => kept }
    const { settings } = await policyOf({ [SETTINGS]: 'mode: [' }, context)
    expect(settings).toMatchObject({ readable: false, settings: { humans: 3, teams: ['cloud'], mode: 'enforce' } })
  })

  it('that nobody has ever seen is said not to be visible, and holds nothing', async () => {
    const { floorOf } = organisation()
    const floor = await floorOf()
    expect(floor).toEqual({
      standing: { kind: 'not-visible', source: 'Acme/.github', why: 'there is no repository Acme/.github' },
    })
    expect((await policyOf({}, { floor })).settings.settings.mode).toBe('enforce')
  })

  it.each<[string, (org: ReturnType<typeof organisation>) => void]>([
    ['its repository is hidden from the app', ({ hide }) => hide()],
    ['its commit cannot be read', ({ lose }) => lose()],
    ['it has an error', ({ push }) => push({ 'countersign.yml': 'version: 1\nmod: advisory\n' })],
    [
      'it stands there twice',
      ({ push }) => push({ 'countersign.yml': 'version: 1\n', 'countersign.yaml': 'version: 1\n' }),
    ],
    [
      'one of its rules has an error',
      ({ push }) => push({ 'countersign.yml': 'version: 1\nruleFolders: [rules]\n', 'rules/acme/x.yml': 'title: x' }),
    ],
  ])('that was seen before holds on its last version where %s', async (_, happens) => {
    const org = organisation()
    org.push({ 'countersign.yml': 'version: 1\nmode: advisory\napprovals: { humans: 4 }\n' })
    await org.floorOf()
    happens(org)
    const floor = await org.floorOf()
    expect(floor.standing).toMatchObject({ kind: 'held', applies: 'last-version', source: 'Acme/.github' })
    expect((await policyOf({}, { floor })).settings.settings).toMatchObject({ humans: 4, mode: 'enforce' })
  })

  it('that was broken from the start holds, and still does when it is hidden', async () => {
    const org = organisation()
    org.push({ 'countersign.yml': 'version: 1\nmod: advisory\napprovals: { humans: 5 }\n' })
    const broken = await org.floorOf()
    expect(broken.standing).toMatchObject({ kind: 'held', applies: 'demands' })
    expect((await policyOf({}, { floor: broken })).settings.settings.humans).toBe(5)
    org.hide()
    expect((await org.floorOf()).standing).toMatchObject({ kind: 'held', applies: 'nothing' })
  })

  it('whose file was taken out is gone', async () => {
    const org = organisation()
    org.push({ 'countersign.yml': 'version: 1\n' })
    await org.floorOf()
    org.push({ 'README.md': '# Hello\n' })
    expect((await org.floorOf()).standing.kind).toBe('absent')
    org.hide()
    expect((await org.floorOf()).standing.kind).toBe('not-visible')
  })

  it('that GitHub did not answer for is a fault, to be tried again', async () => {
    const floorSource = { tip: () => Promise.reject(new Fault('unavailable', 'GitHub answered 502')) }
    const of = organisationFloors({
      ...{ floorSource, policyRecords: memoryPolicyRecords(), bundle: BUNDLE },
      sourceTrees: () => memorySourceTrees(),
    })
    await expect(of(KEY)).rejects.toThrow('GitHub answered 502')
  })
})

it('kept files come back as they were', () => {
  const names = { yml: 'a.yml', yaml: 'a.yaml' }
  const files = { yaml: 'version: 1', rules: new Map([['rules/x/y.yml', RULE]]), problems: [] }
  expect(filesOf(new Map([['a.yaml', 'version: 1'], ...files.rules]), names)).toEqual(files)
})
