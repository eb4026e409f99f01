const COUNTED = ['charCodeAt', 'codePointAt', 'charAt', 'startsWith', 'indexOf', 'lastIndexOf', 'slice'] as const

/**
 * How many characters `work` looks at through the methods of strings: a measure of time that does not depend on the
 * machine. A search counts what it passes over, a slice what it copies.
 */
export function countSteps(work: () => unknown): number {
  let steps = 0
  const originals = COUNTED.map((name) => ({
    name,
    descriptor: Object.getOwnPropertyDescriptor(String.prototype, name),
  }))
  for (const { name, descriptor } of originals) {
    if (descriptor === undefined) continue
    const original: unknown = descriptor.value
    Object.defineProperty(String.prototype, name, {
      ...descriptor,
      value(this: string, ...args: readonly unknown[]): unknown {
        const result: unknown = typeof original === 'function' ? Reflect.apply(original, this, args) : undefined
        steps += costOf(name, this.length, args, result)
        return result
      },
    })
  }
  try {
    work()
    return steps
  } finally {
    for (const { name, descriptor } of originals) {
      if (descriptor !== undefined) Object.defineProperty(String.prototype, name, descriptor)
    }
  }
}

function costOf(name: (typeof COUNTED)[number], length: number, args: readonly unknown[], result: unknown): number {
  const from = typeof args[1] === 'number' ? args[1] : name === 'lastIndexOf' ? length : 0
  switch (name) {
    case 'indexOf':
      return 1 + (result === -1 ? length : Number(result)) - Math.min(from, length)
    case 'lastIndexOf':
      return 1 + Math.max(0, Math.min(from, length) - Math.max(0, Number(result)))
    case 'slice':
      return 1 + (typeof result === 'string' ? result.length : 0)
    default:
      return 1
  }
}
