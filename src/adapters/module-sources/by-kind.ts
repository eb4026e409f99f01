import { type ModuleSource, nameOfSource } from '../../core/configuration/terraform/source/module-source.ts'
import { type ModuleSources, unreadableModule } from '../../ports/module-sources.ts'

/** Who reads what; what is left out is not read. */
export interface SourcesByKind {
  readonly git?: ModuleSources
  readonly registry?: ModuleSources
  readonly http?: ModuleSources
}

/** Asks whoever reads modules of a source's kind, so that nobody answers that another kind is not theirs. */
export function modulesByKind(sources: SourcesByKind): ModuleSources {
  return {
    async resolve(request) {
      const reader = readerOf(sources, request.source)
      return typeof reader === 'string' ? unreadableModule(reader) : reader.resolve(request)
    },
  }
}

function readerOf(sources: SourcesByKind, source: ModuleSource): ModuleSources | string {
  const name = nameOfSource(source)
  switch (source.kind) {
    case 'git':
      return sources.git ?? `${name} is in a git repository, and none is read here`
    case 'registry':
      return sources.registry ?? `${name} is in a registry, and no mirror of it is set up`
    case 'http':
      return sources.http ?? `${name} is on the web, and nothing is read from there`
    case 'unknown':
      return `The source ${source.reason}`
    case 'local':
      return `${name} is a path of the package that calls it`
    default:
      return `${name} is at a place that only Terraform reads`
  }
}
