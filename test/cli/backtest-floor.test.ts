import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backtest, backtestAsJson, type History, historyFixture } from './backtest-fixture.ts'
import { type Folder, folderOf, OWN_RULE } from './run-rules.ts'

describe("countersign backtest --floor, an organisation's settings", () => {
  let history: History
  let folder: Folder
  const at = (path: string) => join(folder.path, path)
  const replay = (...args: readonly string[]) => ['--repo', history.repo.folder, '--jobs', '1', ...args]
  beforeAll(() => {
    history = historyFixture()
    folder = folderOf({
      'org/countersign.yml': 'version: 1\nruleFolders: [rules]\n',
      'org/rules/acme/own-rule.yml': OWN_RULE,
      'other/countersign.yml': 'version: 1\nrules: { access/broader-access: critical }\n',
      'broken/countersign.yml': 'version: 1\nmod: enforce\n',
    })
  })
  afterAll(() => {
    history.repo.remove()
    folder.remove()
  })

  it('judge every change, with their own rules', () => {
    const { replay: found } = backtestAsJson(...replay('--floor', at('org/countersign.yml')))
    const own = found?.rules.find(({ rule }) => rule === 'acme/own-rule')
    expect(own).toMatchObject({ severity: 'high', held: 1 })
    expect(found?.held.find(({ sha }) => sha === history.changes.widened)?.rules).toContain('acme/own-rule')
  })

  it('are what a file of results was made with', () => {
    const results = at('results.jsonl')
    expect(backtest(...replay('--resume', results, '--floor', at('org/countersign.yml'))).status).toBe(0)
    const other = backtest(...replay('--resume', results, '--floor', at('other/countersign.yml')))
    expect(other).toMatchObject({ status: 64 })
    expect(other.stderr).toContain('was made with other settings of an organisation')
    expect(backtest(...replay('--resume', results)).status, 'nor without any').toBe(64)
  })

  it('are refused with the place of an error, since they would hold everything', () => {
    const { status, stderr } = backtest(...replay('--floor', at('broken/countersign.yml')))
    expect(status).toBe(64)
    expect(stderr).toContain(`${at('broken/countersign.yml')}:2:1: error:`)
    expect(backtest(...replay('--floor', at('none.yml'))).status).toBe(2)
  })
})
