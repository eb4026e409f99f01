import { Argument, Command } from 'commander'
import { ruleJsonSchema, settingsJsonSchema } from '../core/rules/json-schemas.ts'
import { loadBundle } from './bundle.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { CLEAR } from './exit-codes.ts'

/** `countersign rules schema`: what editors complete and check files by, of this very version and without a network. */
export function rulesSchemaCommand(streams: CommandStreams): Command {
  return new Command('schema')
    .description('Prints the JSON Schema of settings or rules, for editors that are to read it from a file')
    .addArgument(new Argument('[of]', 'whose schema').choices(['settings', 'rule']).default('settings'))
    .addHelpText('after', HELP)
    .action(async (of: 'settings' | 'rule') => {
      const schema = of === 'rule' ? ruleJsonSchema() : settingsJsonSchema(loadBundle().rules)
      await written(streams.stdout, `${JSON.stringify(schema, undefined, 2)}\n`)
      streams.setExitCode(CLEAR)
    })
}

const HELP = `
countersign rules schema > .github/countersign.schema.json
and, as the first line of .github/countersign.yml: # yaml-language-server: $schema=countersign.schema.json

Exit code: 0 printed, 64 usage`
