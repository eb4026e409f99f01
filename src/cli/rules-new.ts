import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { isRuleId } from '../core/rules/load.ts'
import { MAX_NAME_CHARACTERS, scaffoldRule } from '../core/rules/rule-scaffold.ts'
import { visibleText } from '../core/text/visible-text.ts'
import { Fault } from '../ports/fault.ts'
import { loadBundle } from './bundle.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { CLEAR } from './exit-codes.ts'

/** `countersign rules new`: a rule to begin with, and its doc, whose examples hold as they stand. */
export function rulesNewCommand(streams: CommandStreams): Command {
  const command = new Command('new')
    .description('Begins a rule: its file, and its doc with examples that hold; nothing is overwritten')
    .argument('<name>', '<category>/<name>, in lower-case letters, digits and dashes')
    .option('--rules <dir>', 'the folder of rules', 'rules')
    .addHelpText('after', '\nExit code: 0 written, 2 an environment fault, 64 usage, or a rule that exists')
  return command.action(async (id: string, { rules: folder }: { readonly rules: string }) => {
    const path = join(folder, id)
    const files = { yml: `${path}.yml`, md: `${path}.md` }
    const refusal = refusalOf(id, Object.values(files))
    if (refusal !== undefined) return command.error(`error: ${visibleText(refusal)}`)
    const { yml, md } = scaffoldRule(id)
    await writeNew(files.yml, yml)
    await writeNew(files.md, md)
    await written(streams.stdout, visibleText(`${files.yml}\n${files.md}\n${nextSteps(id, folder)}`, 'keep'))
    streams.setExitCode(CLEAR)
  })
}

/** A rule in preview judges nothing before settings turn it on. */
function nextSteps(id: string, folder: string): string {
  return `Test it: countersign rules test ${folder}
Try it on what was merged: countersign backtest --rules ${folder}
Let it judge, in .github/countersign.yml of the base branch:
  ruleFolders: [${folder}]
  rules:
    ${id}: { enabled: true }
`
}

function refusalOf(id: string, files: readonly string[]): string | undefined {
  if (!isRuleId(id) || id.split('/').some((part) => part.length > MAX_NAME_CHARACTERS)) {
    return `\`${id}\` is not a rule's name: <category>/<name>, each at most ${MAX_NAME_CHARACTERS} lower-case letters, digits and dashes`
  }
  if (loadBundle().rules.some((rule) => rule.id === id))
    return `there is a built-in rule \`${id}\`; choose another name`
  const existing = files.find((file) => existsSync(file))
  return existing === undefined ? undefined : `${existing} exists; nothing was written`
}

/** Fails where the file has come to exist, or is a link, in the meantime. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
  } catch (cause) {
    throw new Fault('unavailable', `${file} cannot be written: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}
