/** Names of people or teams as they are compared: in lower case, each once. */
export function lowerCase(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))]
}

/** A login of a person on GitHub: ASCII letters and digits only, so that none looks like another one. */
export const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?(?:_[A-Za-z0-9]+)?$/
