import { type ModuleSources, unreadableModule } from '../../ports/module-sources.ts'

/**
 * Asks several in their order; the first that can read the module answers. A `Fault` ends the search: whether a later
 * one may answer must not depend on an outage.
 */
export function firstOf(sources: readonly ModuleSources[]): ModuleSources {
  return {
    async resolve(request) {
      const reasons: string[] = []
      for (const each of sources) {
        const answer = await each.resolve(request)
        if (answer.kind === 'package') return answer
        if (!reasons.includes(answer.why)) reasons.push(answer.why)
      }
      return unreadableModule(reasons.length === 0 ? 'No source of modules is set up' : reasons.join('; '))
    },
  }
}
