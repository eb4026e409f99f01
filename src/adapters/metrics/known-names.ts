/**
 * Keeps the values of a label few, since each is a series for as long as the process lives: the first `max` names stand
 * for themselves, whatever comes later is `other`.
 */
export function knownNames(max: number): (name: string) => string {
  const known = new Set<string>()
  return (name) => {
    if (known.has(name)) return name
    if (known.size >= max) return 'other'
    known.add(name)
    return name
  }
}
