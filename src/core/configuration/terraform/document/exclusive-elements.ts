import type { MapEntry } from '../../../value/value.ts'

/**
 * An element and its opposite exclude each other. Where both may be there and one is not known, it may as well be
 * absent; where both are known, whoever reads the document says what is wrong.
 */
export function isUnclear(entries: ReadonlyMap<string, MapEntry>, isUncertain: boolean): boolean {
  return ['Action', 'Resource', 'Principal'].some((name) => {
    const pair = [entries.get(name)?.value, entries.get(`Not${name}`)?.value]
    return !pair.includes(undefined) && (isUncertain || pair.some((value) => value?.kind === 'unknown'))
  })
}
