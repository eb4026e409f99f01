/** What says the same, once: the last of each, in the order of the first. */
export function distinct<Content>(all: readonly Content[]): readonly Content[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()]
}
