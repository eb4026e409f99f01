import { describe, expect, it } from 'vitest'
import { fitOutput, MAX_ANNOTATIONS } from '../../src/adapters/github/check-output.ts'
import type { CheckAnnotation } from '../../src/ports/checks.ts'

const annotation: CheckAnnotation = {
  path: 'main.tf',
  startLine: 3,
  endLine: 4,
  level: 'failure',
  title: 'Widens',
  message: 'Says why',
}
const fitOne = (parts: Partial<CheckAnnotation>) =>
  fitOutput({ title: 't', summary: 's', annotations: [{ ...annotation, ...parts }] }).annotations[0]

describe('fitting a check into what GitHub takes', () => {
  it('leaves alone what fits', () => {
    const actions = [{ label: 'Explain', description: 'Says why', identifier: 'explain' }]
    const output = { title: 'Held', summary: '## Held\n\n| a |\twhy: å 🚀 |', annotations: [annotation], actions }
    expect(fitOutput(output)).toEqual({
      ...output,
      annotations: [
        {
          path: 'main.tf',
          start_line: 3,
          end_line: 4,
          annotation_level: 'failure',
          title: 'Widens',
          message: 'Says why',
        },
      ],
    })
  })

  it('cuts a summary at a line, says how much went, and closes its code block', () => {
    const { summary } = fitOutput({
      title: 't',
      summary: `Verdict first\n\`\`\`\n${'ä line\n'.repeat(20_000)}`,
      annotations: [],
    })
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535)
    const [kept = '', notice] = summary.split('\n```\n\n… ')
    expect(kept.startsWith('Verdict first\n```\nä line\n')).toBe(true)
    expect(kept.endsWith('ä line')).toBe(true)
    const left = Buffer.byteLength(`Verdict first\n\`\`\`\n${'ä line\n'.repeat(20_000)}`) - Buffer.byteLength(kept)
    expect(notice).toBe(`cut here: ${left} more bytes do not fit.`)
  })

  it('lists annotations beyond those that GitHub takes below the summary, as far as there is room', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, line) => ({ ...annotation, startLine: line + 1, endLine: line + 1 }))
    const few = fitOutput({ title: 't', summary: 's', annotations: many(MAX_ANNOTATIONS + 2) })
    expect(few.text?.split('\n').slice(-2)).toEqual(['- `main.tf:1001` Widens', '- `main.tf:1002` Widens'])
    expect(few.summary).toContain('2 annotations are not shown at their lines')
    const text = 'x'.repeat(60_000)
    const most = fitOutput({ title: 't', summary: 's', text, annotations: many(5 * MAX_ANNOTATIONS) }).text ?? ''
    expect(Buffer.byteLength(most)).toBeLessThanOrEqual(65_535)
    const listed = (most.match(/^- /gm) ?? []).length
    expect(listed).toBeGreaterThan(100)
    expect(most).toContain(`… and ${4 * MAX_ANNOTATIONS - listed} more.`)
    const hostile = { ...annotation, title: '**Countersigned**' }
    const shown = fitOutput({ title: 't', summary: 's', annotations: [...many(MAX_ANNOTATIONS), hostile] }).text
    expect(shown?.split('\n').at(-1)).toBe('- `main.tf:3` `**Countersigned**`')
  })

  it('cuts one endless line between two characters', () => {
    const { summary } = fitOutput({ title: 't', summary: '🚀'.repeat(50_000), annotations: [] })
    expect(summary).toMatch(/^(?:🚀)+\n\n… cut here: \d+ more bytes do not fit\.$/u)
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535)
  })

  it('cuts messages and details at 64 KB and titles at 255 characters', () => {
    const fitted = fitOne({ title: '🚀'.repeat(200), message: 'm'.repeat(70_000), rawDetails: 'r'.repeat(70_000) })
    expect(fitted?.title).toBe(`${'🚀'.repeat(127)}…`)
    for (const text of [fitted?.message ?? '', fitted?.raw_details ?? '']) {
      expect(text).toMatch(/^(m+|r+)\n\n… cut here: \d+ more bytes do not fit\.$/)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536)
    }
    expect(fitOutput({ title: 'x'.repeat(300), summary: '', annotations: [] }).title).toHaveLength(255)
  })

  it('says how many annotations it leaves out', () => {
    const annotations = Array.from({ length: MAX_ANNOTATIONS + 2 }, () => annotation)
    const fitted = fitOutput({ title: 't', summary: 'x'.repeat(70_000), annotations })
    expect(fitted.annotations).toHaveLength(MAX_ANNOTATIONS)
    expect(fitted.summary).toMatch(
      /fit\.\n\n2 annotations are not shown at their lines: GitHub takes 1000, each in a file\. .+$/,
    )
    expect(Buffer.byteLength(fitted.summary)).toBeLessThanOrEqual(65_535)
  })

  it('takes out what an approver would not see, and what no UTF-8 text can hold', () => {
    const fitted = fitOne({
      title: 'a\nb\u0007',
      path: 'x\u0000.tf',
      message: 'safe\u202e\u2066 evil\r\n\u001b[2J\ud800',
    })
    expect(fitted).toMatchObject({ title: 'a b', path: 'x.tf', message: 'safe evil\n[2J\ufffd' })
  })

  it('keeps lines from 1 upwards and in order, and leaves out an empty title', () => {
    expect(fitOne({ startLine: 0, endLine: -3 })).toMatchObject({ start_line: 1, end_line: 1 })
    expect(fitOne({ startLine: 5, endLine: 2 })).toMatchObject({ start_line: 5, end_line: 5 })
    expect(fitOne({ title: '' })).not.toHaveProperty('title')
  })

  it('fills in what GitHub refuses to take empty, and names what has no file', () => {
    expect(fitOne({ message: '\u0007' })?.message).toBe('Widens')
    expect(fitOne({ path: './/modules/main.tf' })?.path).toBe('modules/main.tf')
    const fitted = fitOutput({ title: '', summary: 's', annotations: [{ ...annotation, path: '' }] })
    expect(fitted).toMatchObject({ title: 'Countersign', annotations: [] })
    expect(fitted.summary).toContain('1 annotation is not shown')
  })
})
