import { LRUCache } from 'lru-cache'
import {
  type ModulePackage,
  type ModuleRequest,
  type ModuleSources,
  pinText,
  type UnreadableModule,
} from '../../ports/module-sources.ts'

const MAX_PACKAGES = 200

/**
 * Packages by what they are pinned to. They read with the rights they were opened with, and an archive's are held in
 * memory whole: a cache may outlive a review only where neither matters.
 */
export type PackageCache = LRUCache<string, ModulePackage>

export function packageCache(maxPackages = MAX_PACKAGES): PackageCache {
  return new LRUCache({ max: maxPackages })
}

/**
 * Asks `inner` once for each request, so that one review sees one state of the world, however often it asks: make one
 * a review. What was pinned before is the same package again, even for another review with the same cache. A request
 * that failed with a `Fault` is asked again.
 */
export function cachingModules(inner: ModuleSources, packages: PackageCache = packageCache()): ModuleSources {
  const asked = new Map<string, Promise<ModulePackage | UnreadableModule>>()
  const resolve = async (request: ModuleRequest) => {
    const answer = await inner.resolve(request)
    return answer.kind === 'package' ? remember(packages, answer) : answer
  }
  return {
    resolve(request) {
      const key = JSON.stringify([request.source, request.rootDirectory, request.call, request.revision], exactly)
      const known = asked.get(key)
      if (known !== undefined) return known
      const answer = resolve(request)
      asked.set(key, answer)
      answer.catch(() => asked.delete(key))
      return answer
    },
  }
}

/** Equal pins mean equal content; where in it the module is and who chose it differ from call to call. */
function remember(packages: PackageCache, answer: ModulePackage): ModulePackage {
  const pin = pinText(answer.pin)
  const known = packages.get(pin)
  if (known !== undefined) return { ...answer, trees: known.trees, revision: known.revision }
  packages.set(pin, answer)
  return answer
}

function exactly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}
