/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
type JsonObject = Readonly<Record<string, Json>>

/** One entry of `resource_changes`, and what the configuration writes of it. */
export interface ChangeDouble {
  readonly address: string
  readonly before?: JsonObject
  readonly after?: JsonObject
  readonly unknown?: Json
  readonly beforeSensitive?: Json
  readonly afterSensitive?: Json
  /** Without it: what before and after say. */
  readonly actions?: readonly string[]
  readonly previous?: string
  readonly deposed?: string
  /** Arguments that the configuration writes; without it, those that are there. */
  readonly written?: readonly string[]
  readonly provider?: string
}

/** The text of a plan, as `terraform show -json` writes it. */
export function planText(changes: readonly ChangeDouble[], more: JsonObject = {}): string {
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: changes.map(entryOf),
    configuration: {
      root_module: { resources: changes.filter((each) => !each.address.includes('module.')).map(configured) },
    },
    complete: true,
    errored: false,
    ...more,
  })
}

/** A policy document with one statement that allows actions on everything. */
export function allowing(...actions: readonly string[]): string {
  return policyOf([{ Effect: 'Allow', Action: actions, Resource: '*' }])
}

export function policyOf(statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

function entryOf(change: ChangeDouble): Json {
  const { address, before, after, unknown, beforeSensitive, afterSensitive, actions, previous, deposed } = change
  return {
    address,
    ...(previous === undefined ? {} : { previous_address: previous }),
    ...(deposed === undefined ? {} : { deposed }),
    mode: 'managed',
    type: typeOf(address),
    name: address.split('.').at(-1) ?? '',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions: actions ?? actionsOf(before, after),
      before: before ?? null,
      after: after ?? null,
      after_unknown: unknown ?? {},
      before_sensitive: beforeSensitive ?? {},
      after_sensitive: afterSensitive ?? {},
    },
  }
}

function actionsOf(before: JsonObject | undefined, after: JsonObject | undefined): readonly string[] {
  if (before === undefined) return ['create']
  if (after === undefined) return ['delete']
  return [JSON.stringify(before) === JSON.stringify(after) ? 'no-op' : 'update']
}

function configured({ address, before, after, unknown, written, provider }: ChangeDouble): Json {
  const there = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...Object.keys(unknown ?? {})])
  const names = written ?? [...there].filter((name) => name !== 'id' && name !== 'arn')
  return {
    address: address.replace(/\[[^\]]*\]$/, ''),
    mode: 'managed',
    type: typeOf(address),
    provider_config_key: provider ?? 'aws',
    expressions: Object.fromEntries(names.map((name) => [name, {}])),
  }
}

function typeOf(address: string): string {
  return /(?:^|\.)([a-z]+_\w+)\.\w+(?:\[[^\]]*\])?$/.exec(address)?.[1] ?? ''
}
