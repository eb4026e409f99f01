/** Every template with each of the arguments in place of its `#`. */
export function combine(templates: readonly string[], values: readonly string[]): readonly string[] {
  return templates.flatMap((template) => values.map((value) => template.replaceAll('#', () => value)))
}

/** One expression a line; `$\{` stands for the beginning of an interpolation, also in a raw text. */
export function lines(text: string): readonly string[] {
  return text
    .replaceAll('$\\{', '${')
    .split('\n')
    .filter((line) => line.trim() !== '')
}
