/**
 * Whether a step's action changes infrastructure: those of which the purpose it is, and those that do what an input
 * tells them. An action that is not in this list may do so as well.
 */
export function appliesByAction(uses: string, inputs: Readonly<Record<string, unknown>>): boolean {
  const name = uses.split('@')[0]?.toLowerCase() ?? ''
  if (ALWAYS.has(name)) return true
  const input = BY_INPUT.get(name)
  return input?.verbs.test(String(inputs[input.name] ?? '')) === true
}

const ALWAYS: ReadonlySet<string> = new Set([
  'aws-actions/aws-cloudformation-github-deploy',
  'dflook/terraform-apply',
  'dflook/terraform-destroy',
  'dflook/tofu-apply',
  'dflook/tofu-destroy',
  'hashicorp/tfc-workflows-github/actions/apply-run',
])

const BY_INPUT: ReadonlyMap<string, { readonly name: string; readonly verbs: RegExp }> = new Map([
  ['gruntwork-io/terragrunt-action', { name: 'tg_command', verbs: /\b(apply|destroy)\b/ }],
  ['hashicorp/terraform-github-actions', { name: 'tf_actions_subcommand', verbs: /^(apply|destroy)$/ }],
  ['hashicorp/terraform-cdk-action', { name: 'mode', verbs: /\b(deploy|auto-approve-apply)\b/ }],
  ['pulumi/actions', { name: 'command', verbs: /^(up|update|destroy)$/ }],
])
