import { describe, expect, it } from 'vitest'
import { backtestHtml } from '../../src/cli/backtest-html.ts'
import type { Backtest, BacktestScope } from '../../src/core/backtest/backtest.ts'
import { backtestDifference } from '../../src/core/backtest/difference.ts'
import type { Verdict } from '../../src/core/backtest/replayed.ts'
import { tally } from '../../src/core/backtest/tally.ts'
import type { WaiverUse } from '../../src/core/backtest/waiver-uses.ts'
import { backtestJson } from '../../src/core/report/backtest-json.ts'
import { backtestSchema } from '../../src/core/report/backtest-schema.ts'
import { backtestText } from '../../src/core/report/backtest-text.ts'
import type { Waiver } from '../../src/core/rules/waiver.ts'
import { CLEAR, changeAt, holding, reviewed } from '../backtest/replayed-history.ts'

/** Markup, a terminal escape, a mark that turns what follows, an attribute's end and a line of its own. */
const HOSTILE = `<img src=x onerror=alert(1)>\u001b[31m\u202e"'&\nclear  99`

const CHANGE = changeAt('2026-03-02', HOSTILE)
const VERDICT = reviewed(holding('access/broader-access', { files: [HOSTILE] }))
const FAILED: Verdict = { kind: 'failed', error: HOSTILE }

function scope(against?: string): BacktestScope {
  const time = { elapsedMs: 1_234, replayed: 2, jobs: 2, medianMs: 600 }
  const ends = { newest: CHANGE, oldest: changeAt('2026-02-01') }
  const asked = { revision: HOSTILE, head: 'a'.repeat(40), shallow: true, last: 3 }
  return { ...asked, ...ends, rules: '1.0.0', time, ...(against === undefined ? {} : { against }) }
}

function waiversUsed(): readonly WaiverUse[] {
  const waiver: Waiver = {
    ...{ kind: 'waiver', rule: HOSTILE, resource: HOSTILE, path: HOSTILE, digest: 'b'.repeat(64), reason: HOSTILE },
    ...{ approver: 'carol', until: '2026-03-31', at: { file: HOSTILE, line: 3, column: 5 } },
  }
  const why = 'It expired at the end of 2026-03-31 (UTC).'
  return [
    { waiver, whyNotNow: why, changes: 0, findings: 0, newest: undefined },
    { waiver: { ...waiver, rule: 'a/b' }, whyNotNow: undefined, changes: 2, findings: 3, newest: CHANGE },
  ]
}

function replay(): Backtest {
  const older = { change: changeAt('2026-02-01'), verdict: CLEAR }
  return {
    kind: 'replay',
    scope: scope(),
    tally: tally([{ change: CHANGE, verdict: VERDICT }, { change: CHANGE, verdict: FAILED }, older]),
    waivers: waiversUsed(),
  }
}

function difference(): Backtest {
  const history = [
    { change: CHANGE, verdict: CLEAR, against: VERDICT },
    { change: CHANGE, verdict: VERDICT, against: CLEAR },
    { change: CHANGE, verdict: CLEAR, against: FAILED },
  ]
  return { kind: 'difference', scope: scope('1.0.0+other'), difference: backtestDifference(history) }
}

describe('reports of a backtest', () => {
  it('let no text of a repository become markup, or load or run anything', async () => {
    for (const backtest of [replay(), difference()]) {
      const html = await backtestHtml(backtest)
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;\\u{1b}[31m\\u{202e}&quot;&#39;&amp;\\u{a}clear')
      expect(html).not.toMatch(/<img|<script|<link|<iframe|url\(|\u001b|\u202e| (?:src|href|on\w+)="/)
      expect(html.match(/<tr>/g)).toHaveLength(html.match(/<\/tr>/g)?.length ?? -1)
    }
  })

  it('show the months and the rules as charts, each figure also as text', async () => {
    const both = reviewed(holding('access/broader-access'), holding('access/any-resource'))
    const history = [both, reviewed(holding('access/broader-access', { alone: true }))].map((verdict) => ({
      change: CHANGE,
      verdict,
    }))
    const html = await backtestHtml({ ...replay(), kind: 'replay', tally: tally(history), waivers: [] })
    const [months = '', rules = ''] = html.match(/<svg[\s\S]*?<\/svg>/g) ?? []
    expect(months).toContain('<title>2026-03: 2 held, 0 clear</title>')
    expect(html).toContain('<td>2026-03</td><td class="number">2</td><td class="number">0</td>')
    expect(rules.match(/<title>[^<]*/g)).toEqual([
      '<title>access/broader-access: 2 held, 1 of them by nothing else',
      '<title>access/any-resource: 1 held, 0 of them by nothing else',
    ])
    // 580 wide for two changes: one by nothing else, then one that another rule holds, too.
    expect(rules).toMatch(/class="held" x="290" width="290"[^>]*>\n<rect class="shared" x="580" width="290"/)
  })

  it('let no text of a repository steer a terminal or make a line of its own', () => {
    for (const backtest of [replay(), difference()]) {
      const text = backtestText(backtest)
      expect(text).toContain('<img src=x onerror=alert(1)>\\u{1b}[31m\\u{202e}"\'&\\u{a}clear')
      expect(text).not.toMatch(/\u001b|\u202e|^clear/m)
    }
  })

  it('say what a rule blocks, and nothing of it where none does', async () => {
    const verdict = { ...VERDICT, blockedBy: ['access/broader-access'] }
    const blocked: Backtest = { ...replay(), kind: 'replay', tally: tally([{ change: CHANGE, verdict }]), waivers: [] }
    expect(backtestText(blocked)).toMatch(/ {2}Rules block 1 of 1 held change \(100\.0.%\), whoever approves\.\n/)
    expect(backtestText(replay())).not.toContain('Rules block')
    expect(await backtestHtml(blocked)).toContain('<strong>1</strong> blocked by a rule')
    const { replay: said } = backtestSchema.parse(JSON.parse(backtestJson(blocked)))
    expect(said).toMatchObject({ totals: { blocked: 1 }, held: [{ blockedBy: ['access/broader-access'] }] })
    expect(JSON.parse(backtestJson(replay())).replay.held[0]).not.toHaveProperty('blockedBy')
  })

  it('say what is missing from a shallow clone, and what could not be examined', async () => {
    for (const report of [backtestText(replay()), await backtestHtml(replay())]) {
      expect(report).toContain('shallow clone: older changes are missing')
      expect(report).toMatch(/1 (?:that could not be examined|not examined)/)
    }
  })

  it('link to pull requests, and say what else came to the branch', async () => {
    const url = 'https://github.com/acme/infra'
    const installed = { name: 'acme/infra', url, withoutPull: 2, complete: false }
    const change = { ...CHANGE, pull: { number: 7, url: `${url}/pull/7` } }
    const whole: Backtest = {
      ...{ kind: 'replay', scope: { ...scope(), shallow: false, newest: change, installed }, waivers: [] },
      tally: tally([{ change, verdict: VERDICT }]),
    }
    const [text, html] = [backtestText(whole), await backtestHtml(whole)]
    expect(text).toContain(`${url}/pull/7\n`)
    expect(html).toContain(`<a href="${url}/pull/7" rel="noreferrer">#7</a>`)
    expect(html.match(/ href="/g)).toHaveLength(2)
    for (const report of [text, html]) {
      expect(report).toContain('2 other steps of the branch were brought by no pull request and left out.')
      expect(report).toContain('Older pull requests are missing')
    }
    const json = backtestSchema.parse(JSON.parse(backtestJson(whole)))
    expect(json).toMatchObject({ installed, replay: { held: [{ pull: { number: 7, url: `${url}/pull/7` } }] } })
  })

  it('say of each waiver how often it was used, that it has ended, and where the settings cannot be read', async () => {
    for (const report of [backtestText(replay()), await backtestHtml(replay())]) {
      expect(report).toMatch(/It expired at the end of 2026-03-31 \(UTC\)\./)
      expect(report).toContain('used by no change that was replayed')
      expect(report).toContain(`used by 2 changes, the newest ${CHANGE.sha.slice(0, 10)} at 2026-03-02`)
    }
    const unreadable: Backtest = { kind: 'replay', scope: scope(), tally: tally([]), waivers: undefined }
    for (const report of [backtestText(unreadable), await backtestHtml(unreadable)]) {
      expect(report).toContain('The settings cannot be read.')
    }
    expect(backtestSchema.parse(JSON.parse(backtestJson(unreadable))).waivers).toBeNull()
  })

  it('keep texts as they are in JSON, in the documented schema', () => {
    const whole = backtestSchema.parse(JSON.parse(backtestJson(replay())))
    expect(whole.replay?.held.map(({ subject, error }) => [subject, error])).toEqual([
      [HOSTILE, undefined],
      [HOSTILE, HOSTILE],
    ])
    expect(whole.waivers?.map(({ rule, changes, newest }) => [rule, changes, newest?.sha])).toEqual([
      [HOSTILE, 0, undefined],
      ['a/b', 2, CHANGE.sha],
    ])
    const second = backtestSchema.parse(JSON.parse(backtestJson(difference())))
    expect(second).toMatchObject({ against: '1.0.0+other', difference: { before: { held: 1 }, after: { held: 2 } } })
    expect(second.replay).toBeUndefined()
  })
})
