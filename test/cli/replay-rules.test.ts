import { expect, it } from 'vitest'
import { readBundledRules } from '../../src/adapters/filesystem/bundled-rules.ts'
import { bundleOf } from '../../src/cli/replay-rules.ts'
import { readPolicyFiles } from '../../src/core/rules/policy-files.ts'
import { scaffoldRule } from '../../src/core/rules/rule-scaffold.ts'

const NAME = 'company/mail.yml'
const { yml } = scaffoldRule('company/mail')
const SETTINGS = 'version: 1\nruleFolders: [rules]\nrules: { company/mail: { severity: low } }\n'

/** What a repository comes to whose own folder has the rule, too. */
function repositoryBy(rules: ReturnType<typeof bundleOf>['rules']) {
  const files = { yml: SETTINGS, rules: new Map([[`rules/${NAME}`, yml]]), problems: [] }
  return readPolicyFiles(files, rules)
}

const ruleIn = (files: ReadonlyMap<string, string>) => bundleOf(files).rules.find(({ id }) => id === 'company/mail')

it("tries a changed rule in the place of the repository's own one of its name", () => {
  const bundle = bundleOf(new Map([...readBundledRules(), [NAME, yml.replace('high', 'critical')]]))
  expect(repositoryBy(bundle.rules)).toMatchObject({ readable: true, rules: [], located: [] })
  expect(bundle.rules.filter(({ id }) => id === 'company/mail')).toMatchObject([{ severity: 'critical' }])
  const own = bundleOf(readBundledRules())
  expect(repositoryBy(own.rules)).toMatchObject({ readable: true, rules: [{ id: 'company/mail', severity: 'high' }] })
})

it('lets what is tried in preview act, and nothing that was removed', () => {
  expect(ruleIn(new Map([...readBundledRules(), [NAME, yml]]))?.lifecycle).toBe('stable')
  const removed = yml.replace('lifecycle: preview', 'lifecycle: removed')
  expect(ruleIn(new Map([...readBundledRules(), [NAME, removed]]))?.lifecycle).toBe('removed')
})

it('lets nobody take the place of a built-in rule in a repository, whatever is tried', () => {
  const text = readBundledRules().get('access/any-resource.yml') ?? expect.fail('no such rule')
  const { rules } = bundleOf(new Map([...readBundledRules(), ['access/any-resource.yml', text.replace('high', 'low')]]))
  const files = { yml: 'version: 1\nruleFolders: [rules]\n', problems: [] }
  const read = readPolicyFiles({ ...files, rules: new Map([['rules/access/any-resource.yml', text]]) }, rules)
  expect(read.readable).toBe(false)
})
