import type { z } from 'zod'
import type { DataClass } from './data-labels.ts'
import type { Environment } from './environments-of.ts'
import type { YamlPath } from './located-yaml.ts'
import { pathPatterns } from './path-pattern.ts'
import type { ChosenPolicyKind } from './policy-kinds.ts'
import type { Scope } from './scope.ts'
import {
  environmentSchema,
  policyKindSchema,
  type ruleScopeShape,
  type scopeSchema,
  scopeSettingsShape,
} from './scope-schema.ts'

export type Mode = 'enforce' | 'advisory'

/** What settings say of parts of the repository, and of data. */
export interface ScopeSettings {
  /** In the file's order: of those that a finding belongs to, the last one decides. */
  readonly scopes: readonly ModeScope[]
  readonly environments: readonly Environment[]
  readonly dataClassification: readonly DataClass[]
  readonly policyKinds: readonly ChosenPolicyKind[]
}

export interface ModeScope {
  readonly scope: Scope
  /** Ids; undefined for every rule. */
  readonly rules?: readonly string[]
  readonly mode: Mode
}

/** What settings say of one rule, beside what it asks for. */
export interface RuleScope {
  readonly scope?: Scope
  readonly mode?: Mode
  /** By name, as written. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

export const NO_SCOPES: ScopeSettings = { scopes: [], environments: [], dataClassification: [], policyKinds: [] }

type FileOf<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>

export function scopeSettingsOf(file: FileOf<typeof scopeSettingsShape>): ScopeSettings {
  return {
    scopes: (file.scopes ?? []).map(({ rules, mode, ...part }) => ({
      ...(rules && { rules }),
      mode,
      scope: scopeOf(part),
    })),
    environments: Object.entries(file.environments ?? {}).map(([name, { paths, accounts = [] }]) => ({
      name,
      paths: pathPatterns(paths),
      accounts,
    })),
    dataClassification: Object.entries(file.dataClassification ?? {}).map(([label, patterns]) => ({ label, patterns })),
    policyKinds: (file.policyKinds ?? []).map((each) => ({ paths: pathPatterns(each.paths), kind: each.kind })),
  }
}

export function ruleScopeOf({ mode, parameters, ...part }: FileOf<typeof ruleScopeShape>): RuleScope {
  const isLimited = part.paths ?? part.except ?? part.environments
  return {
    ...(isLimited === undefined ? {} : { scope: scopeOf(part) }),
    ...(mode === undefined ? {} : { mode }),
    ...(parameters === undefined ? {} : { parameters }),
  }
}

function scopeOf({ paths, except, environments }: Partial<z.infer<typeof scopeSchema>>): Scope {
  return {
    ...(paths === undefined ? {} : { paths: pathPatterns(paths) }),
    ...(except === undefined ? {} : { except: pathPatterns(except) }),
    ...(environments === undefined ? {} : { environments }),
  }
}

/** The keys of a map below one of these settings, for the suggestion beside a misspelt one. */
export function scopeKeysAt([root]: YamlPath): readonly string[] {
  if (root === 'environments') return Object.keys(environmentSchema.shape)
  const { scopes } = scopeSettingsShape
  return Object.keys(root === 'policyKinds' ? policyKindSchema.shape : scopes.unwrap().element.shape)
}

/** What an approval is bound to of them, without their compiled forms. */
export function scopeContent({ scope = {}, mode, parameters }: RuleScope): readonly unknown[] {
  const { paths, except, environments } = scope
  const sources = [paths, except].map((patterns) => patterns?.map(({ source }) => source) ?? null)
  return [...sources, environments ?? null, mode ?? null, parameters ?? null]
}
