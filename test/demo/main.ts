import { styleText } from 'node:util'
import { startApp } from '../e2e/start-app.ts'
import type { CheckRun } from '../github/world/check-run.ts'
import { writeTranscript } from './readme-transcript.ts'
import { BASE_FILES, SUGGESTED_IAM, SUGGESTED_MESSAGE } from './repository.ts'

const REPOSITORY = 'acme/payments-infra'
const colour = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === ''
const bold = (text: string) => (colour ? styleText('bold', text) : text)
let failures = 0
let steps = 0
let transcript = ''

function print(text: string): void {
  transcript += text
  process.stdout.write(text)
}

/** Says what happens next, and why. */
function step(title: string, why: string): void {
  steps++
  print(`\n${bold(`${steps}. ${title}`)}\n   ${why}\n`)
}

/** Says whether something came out as expected, and remembers where it did not. */
function expected(what: string, isSo: boolean): void {
  if (!isSo) failures++
  print(`   ${isSo ? 'as expected' : 'NOT AS EXPECTED'}: ${what}\n`)
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `   | ${line}`.trimEnd())
    .join('\n')
}

/** The check run as it would appear on the pull request. */
function show(run: Readonly<CheckRun>): void {
  const annotations = run.annotations.map(
    (each) =>
      `${each.path}:${each.start_line}-${each.end_line} [${each.annotation_level}] ${each.title}\n${each.message}`,
  )
  const parts = [`check run "${run.name}": ${run.conclusion}`, run.title ?? '', run.summary ?? '', ...annotations]
  print(`${indented(parts.filter((part) => part !== '').join('\n\n'))}\n`)
}

/** What changes from one examination to the next: the title, and what is said of approvals. */
function showDecision(run: Readonly<CheckRun>): void {
  const approvals = /### Approvals\n([\s\S]*?)(?=\n### |$)/.exec(run.summary ?? '')?.[0] ?? ''
  print(`${indented(`check run "${run.name}": ${run.conclusion}\n\n${run.title}\n\n${approvals.trim()}`)}\n`)
}

/** The rule that makes everybody wait for this app's check. */
function requiredCheck(appId: number) {
  const check = { context: 'countersign', integration_id: appId }
  const parameters = { strict_required_status_checks_policy: false, required_status_checks: [check] }
  return { type: 'required_status_checks', parameters }
}

async function demo(): Promise<void> {
  step('Start the app on its embedded store, beside a local double of GitHub', 'Nothing leaves this machine.')
  const { github, stop } = await startApp()
  try {
    github.settings.allowSelfApproval = true
    const repository = await github.repository(REPOSITORY, {
      files: BASE_FILES,
      collaborators: { alice: 'write', bob: 'write', 'approver[bot]': 'write' },
    })
    repository.addRuleset({ name: 'main', rules: [requiredCheck(github.app.id)] })
    step(
      `alice opens a pull request on ${REPOSITORY}`,
      "Her AI tool fixed a failing export. Its commit carries the tool's trailer, and its Terraform widens an IAM policy. GitHub delivers a signed webhook.",
    )
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'fix-export',
      title: 'Let the export job write its reports',
      body: 'Fixes the nightly export.',
      commits: [{ message: SUGGESTED_MESSAGE, files: { 'iam.tf': SUGGESTED_IAM } }],
    })
    const held = await pull.concluded()
    show(held)
    const lines = held.annotations.map((each) => `${each.path}:${each.start_line} ${each.title}`)
    expected('the check holds the merge', held.conclusion === 'action_required')
    expected(
      'an annotation stands on the line of the new action',
      lines.some((line) => /^iam\.tf:10 .*s3:PutObject/.test(line)),
    )
    expected(
      'an annotation stands on the line of the wider resource',
      lines.some((line) => /^iam\.tf:13 .*s3:GetObject/.test(line)),
    )
    expected(
      'the lines that an AI tool wrote are named',
      lines.some((line) => /^iam\.tf:10 .*Claude Code wrote lines 10 and 13/.test(line)),
    )

    step('A bot approves', 'An approval by an account that no human answers for must not count.')
    await approve('approver[bot]', 'action_required')
    step('alice approves her own change', 'She directed it; the second human must be somebody else.')
    await approve('alice', 'action_required')
    step('bob approves', 'He is independent, may write, and approves after the check has shown what the change does.')
    await approve('bob', 'success')

    await github.settled()
    expected('GitHub would have allowed every request', github.violations.length === 0)
    for (const violation of github.violations) print(`   ${JSON.stringify(violation)}\n`)

    async function approve(login: string, conclusion: string): Promise<void> {
      const before = pull.checkRun()?.id
      await pull.approve(login)
      const run = await pull.concluded((each) => each.id !== before)
      showDecision(run)
      expected(`the check is ${conclusion}`, run.conclusion === conclusion)
    }
  } finally {
    await stop()
  }
}

await demo()
print(
  failures === 0
    ? `\n${bold('Every step came out as expected.')}\n`
    : `\n${bold(`${failures} expectations failed.`)}\n`,
)
process.exitCode = failures === 0 ? 0 : 1
if (process.env['UPDATE_README'] === '1') writeTranscript(transcript)
