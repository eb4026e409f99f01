import { textOf, type Value } from '../../../value/value.ts'
import { directoryOf } from '../paths.ts'
import { syntaxFingerprint } from '../syntax-fingerprint.ts'
import { placeOf } from './checkout-path.ts'
import { type ConfigCall, type ConfigFunction, type ConfigFunctionTable, unknownResult } from './config-function.ts'

/** Source: "HCL functions", Terragrunt reference: those whose result is only known when Terragrunt runs, or fixed. */
export const RUNTIME_FUNCTIONS: ConfigFunctionTable = {
  // The environment may set what has a default, too.
  get_env: runtime('is set by the environment that Terragrunt runs in', 'text'),
  get_platform: runtime('is the platform that Terragrunt runs on', 'text'),
  get_terraform_command: runtime('is the command that Terragrunt runs', 'text'),
  get_terraform_cli_args: runtime('is the command line that Terragrunt runs'),
  get_terragrunt_source_cli_flag: runtime('is set by the command line of Terragrunt', 'text'),
  get_working_dir: inDirectory('is where Terragrunt copies the module to', 'text'),
  get_default_retryable_errors: runtime('is a list of the version of Terragrunt'),
  get_aws_account_id: ofIdentity('is the account that Terragrunt runs in', 'text'),
  get_aws_account_alias: ofIdentity('is the account that Terragrunt runs in', 'text'),
  get_aws_caller_identity_arn: ofIdentity('is the identity that Terragrunt runs as', 'text'),
  get_aws_caller_identity_user_id: ofIdentity('is the identity that Terragrunt runs as', 'text'),
  // Nothing that a repository names is run.
  run_cmd: ofCommand('is what a command prints when Terragrunt runs', 'text'),
  mark_glob_as_read: inDirectory('is a list of files on the machine that Terragrunt runs on'),
  constraint_check: runtime('compares versions, which is not evaluated'),
  deep_merge: runtime('is an experiment of Terragrunt, which is not evaluated'),
  get_terraform_commands_that_need_vars: fixed(['apply', 'console', 'destroy', 'import', 'plan', 'push', 'refresh']),
  get_terraform_commands_that_need_locking: fixed([
    'apply',
    'destroy',
    'import',
    'plan',
    'refresh',
    'taint',
    'untaint',
  ]),
  get_terraform_commands_that_need_input: fixed(['apply', 'import', 'init', 'plan', 'refresh']),
  get_terraform_commands_that_need_parallelism: fixed(['apply', 'plan', 'destroy']),
}

function runtime(reason: string, form?: 'text'): ConfigFunction {
  return (args, call) => unknownResult(args, call, reason, [], form)
}

function inDirectory(reason: string, form?: 'text'): ConfigFunction {
  return (args, call) => unknownResult(args, call, reason, [directoryOf(call.config.context.configPath)], form)
}

/** A command that names a file of the repository prints what that file makes it print. */
function ofCommand(reason: string, form: 'text'): ConfigFunction {
  return (args, call) => {
    const directory = directoryOf(call.config.context.configPath)
    const contents = args.map((argument) => {
      const place = placeOf(argument, directory)
      return place.kind === 'inside' ? (call.config.run.repository.identity(place.path) ?? '') : ''
    })
    return unknownResult(args, call, reason, [directory, ...contents], form)
  }
}

/** Who Terragrunt runs as goes with the role that the configuration names. */
function ofIdentity(reason: string, form: 'text'): ConfigFunction {
  return (args, call) => unknownResult(args, call, reason, rolesNamed(call), form)
}

function rolesNamed({ config }: ConfigCall): readonly string[] {
  const files = [config, ...(config.context.includer === undefined ? [] : [config.context.includer])]
  return files.flatMap(({ file }) =>
    ['iam_role', 'iam_web_identity_token'].flatMap((name) => {
      const attribute = file.body.attributes.get(name)
      return attribute === undefined ? [] : [name, syntaxFingerprint(attribute.expression)]
    }),
  )
}

function fixed(items: readonly string[]): ConfigFunction {
  return (_, call): Value => {
    const texts = items.map((item) => textOf(item, call.spans))
    return { kind: 'list', collection: 'list', items: texts, spans: call.spans }
  }
}
