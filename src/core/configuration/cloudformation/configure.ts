import { byKind, type ConfiguredGrant, type OpaqueAccess } from '../../authorization/access.ts'
import type { Span } from '../../text/span.ts'
import { fingerprintOf } from '../../value/fingerprint.ts'
import { accessOf } from '../terraform/access/adapters.ts'
import type { ModuleAccess, Variant } from '../terraform/module-access.ts'
import { configuredResource } from './configured-resource.ts'
import { inventoryOf } from './inventory.ts'
import { MAX_STEPS } from './limits.ts'
import { opaqueParts } from './opaque-parts.ts'
import { opaqueResource } from './opaque-resource.ts'
import { openStack } from './open-stack.ts'
import { settledResources } from './settled-resources.ts'
import { shownValues } from './shown-values.ts'
import { type FindTemplate, type Run, report, type Stack, type StackResource } from './stack.ts'
import type { Template } from './template.ts'
import { translationsOf } from './translate/table.ts'
import { translate } from './translate/translate.ts'

/** One root template, and what its evaluation asks for. */
export interface TemplateInput {
  readonly template: Template
  /** What is deployed: equal on both sides of a change. */
  readonly deployment: string
  readonly variant: Variant
  readonly find: FindTemplate
  /** The logical ids that base has, by head's. */
  readonly origins: ReadonlyMap<string, string>
  readonly assumed?: ReadonlyMap<string, boolean>
  /** What unknown values are in the case that is evaluated: texts, by the fingerprints of their symbols. */
  readonly equal?: ReadonlyMap<string, string>
  /** What base declares, where that is known. */
  readonly before?: Pick<ModuleAccess['addresses'], 'has'>
  /**
   * What resources give that are the same whatever conditions hold, by their logical ids: of earlier evaluations that
   * differ from this one in `assumed`, `equal` and `before` only. What is not in it is added.
   */
  readonly settled?: Map<string, EvaluatedResource>
}

/** What one resource gives. */
export interface EvaluatedResource {
  readonly grants: readonly ConfiguredGrant[]
  readonly opaque: readonly OpaqueAccess[]
  readonly wasThere: boolean | undefined
}

/**
 * What a template, with every template that it deploys, configures in one variant that grants or may grant access.
 * Total, and without I/O: templates that it would need and has not are in `wanted`.
 */
export function configureTemplate(input: TemplateInput): ModuleAccess {
  const run = newRun(input)
  const { template, deployment } = input
  const root = openStack({ template, deployment, prefix: '', calls: [], presence: [], depth: 0, run })
  const stacks = stacksWithin(root)
  const resources = stacks.flatMap((stack) => stack.resources())
  const evaluated = resources.map((resource) => evaluatedOf(resource, input))
  const grants = [...evaluated.flatMap((each) => each.grants), ...stacks.flatMap(shownValues)]
  const opaque = [...stacks.flatMap(opaqueParts), ...evaluated.flatMap((each) => each.opaque)]
  if (run.steps > MAX_STEPS) reportSteps(run, template)
  return {
    ...byKind(grants),
    opaque,
    diagnostics: run.diagnostics,
    wanted: [...run.wanted].sort(),
    wantedModules: [],
    read: [...run.read].sort(),
    addresses: new Map(resources.map(({ identity, span }): readonly [string, Span] => [identity, span])),
    unread: [],
    secrets: run.secrets,
    conditions: run.conditions,
    equalities: run.equalities,
    allowed: run.allowed,
    ...deployments(stacks),
    outputs: outputsOf(root),
    inventory: () => inventoryOf(stacks),
  }
}

function newRun({ template, deployment, variant, find, origins, assumed, equal }: TemplateInput): Run {
  return {
    deployment,
    assumed: assumed ?? new Map(),
    equal: equal ?? new Map(),
    conditions: new Map(),
    equalities: new Map(),
    diagnostics: [],
    secrets: new Set(),
    hidden: new Set(),
    read: new Set([template.path]),
    wanted: new Set(),
    origins,
    allowed: new Map(),
    absent: new Set(),
    usesDefaults: variant.kind !== 'unset',
    find,
    asked: 0,
    steps: 0,
    depth: 0,
    stacks: 0,
  }
}

/** A stack and every one that it deploys. */
function stacksWithin(root: Stack): readonly Stack[] {
  const all: Stack[] = [root]
  for (const stack of all) {
    for (const resource of stack.resources()) {
      const nested = stack.nested(resource)
      if (nested?.kind === 'stack') all.push(nested.stack)
    }
  }
  return all
}

function outputsOf(root: Stack): ReadonlyMap<string, string> {
  return new Map(
    [...root.template.outputs.keys()].flatMap((name) => {
      const value = root.output(name)
      return value === undefined ? [] : [[name, fingerprintOf(value)] as const]
    }),
  )
}

/** Which templates the stacks are of, and the files of those that are not known here. */
function deployments(stacks: readonly Stack[]): Pick<ModuleAccess, 'stacks' | 'unreadStacks'> {
  return {
    stacks: stacks.map(({ template, prefix }) => ({ path: template.path, prefix })),
    unreadStacks: stacks.flatMap((stack) =>
      stack.resources().flatMap((resource) => {
        const nested = stack.nested(resource)
        return nested?.kind === 'unread' ? [nested.file] : []
      }),
    ),
  }
}

/** What a resource gives, worked out once where no condition says anything else of it. */
function evaluatedOf(resource: StackResource, { template, settled, before }: TemplateInput): EvaluatedResource {
  const { id, identity, stack } = resource
  const isSettled = settled !== undefined && stack.depth === 0 && settledResources(template).has(id)
  const wasThere = before?.has(identity)
  const known = isSettled ? settled.get(id) : undefined
  if (known !== undefined && known.wasThere === wasThere) return known
  const { run } = stack
  const { asked } = run
  const evaluated = { grants: grantsOf(resource, before), opaque: opaqueResource(resource, before), wasThere }
  // INVARIANT: what is known of it in all cases was worked out without asking for a condition, or for a file to come.
  if (isSettled && run.asked === asked && run.wanted.size === 0) settled.set(id, evaluated)
  return evaluated
}

function grantsOf(resource: StackResource, before: TemplateInput['before']): readonly ConfiguredGrant[] {
  return translationsOf(resource.type).flatMap((row) =>
    translate(resource, row).flatMap((translated) => accessOf(configuredResource(resource, translated, before))),
  )
}

function reportSteps(run: Run, template: Template): void {
  const detail = `More than ${MAX_STEPS} values are evaluated for it. What was not evaluated is not known.`
  report(run, 'step-limit', 'Too large a template', detail, template.span)
}
