/** Whether a text has a name in it that nothing before or behind it makes a longer name. */
export function hasWord(text: string, name: string): boolean {
  if (name === '') return false
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const [before, behind] = [text[at - 1] ?? ' ', text[at + name.length] ?? ' ']
    if (!NAME_CHARACTER.test(before) && !NAME_CHARACTER.test(behind)) return true
  }
  return false
}

const NAME_CHARACTER = /[A-Za-z0-9_.-]/
