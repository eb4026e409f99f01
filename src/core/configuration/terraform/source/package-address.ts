/** An address taken apart at `//` and `?`, as every kind of source but local paths has it. */
export interface PackageAddress {
  /** Everything before `//` and `?`; the `//` of a scheme belongs to it. */
  readonly base: string
  readonly subdirectory: string
  /** Without its `?`; undefined where there is none. */
  readonly query: string | undefined
}

/** Splits an address; undefined where its subdirectory leaves the package. */
export function parsePackage(source: string): PackageAddress | undefined {
  const question = source.indexOf('?')
  const path = question === -1 ? source : source.slice(0, question)
  const query = question === -1 ? undefined : source.slice(question + 1)
  const scheme = path.indexOf('://')
  const split = path.indexOf('//', scheme === -1 ? 0 : scheme + 3)
  if (split === -1) return { base: path, subdirectory: '', query }
  const subdirectory = cleanSubdirectory(path.slice(split + 2))
  return subdirectory === undefined ? undefined : { base: path.slice(0, split), subdirectory, query }
}

/** A path within a package without `.`, `..` and empty segments; undefined where it leaves the package. */
export function cleanSubdirectory(path: string): string | undefined {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return undefined
  }
  return segments.join('/')
}

export interface Parameter {
  readonly name: string
  readonly value: string
}

/** The parameters of a query in order, decoded; undefined where one cannot be decoded. */
export function parametersOf(query: string | undefined): readonly Parameter[] | undefined {
  const texts = (query ?? '').split('&').filter((text) => text !== '')
  const parameters = texts.map(parseParameter)
  return parameters.every((parameter) => parameter !== undefined) ? parameters : undefined
}

function parseParameter(text: string): Parameter | undefined {
  const at = text.indexOf('=')
  const name = decode(text.slice(0, at === -1 ? undefined : at).replaceAll('+', ' '))
  const value = at === -1 ? '' : decode(text.slice(at + 1).replaceAll('+', ' '))
  return name === undefined || value === undefined ? undefined : { name, value }
}

/** Percent-decoded; undefined where that gives no text or a control character. */
export function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text)
    return /[\u0000-\u001f\u007f]/.test(decoded) ? undefined : decoded
  } catch {
    return undefined
  }
}
