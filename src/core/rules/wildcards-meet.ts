/**
 * Whether some text is matched by both patterns, each with `*` (any text) and `?` (any one character). Takes the product
 * of both lengths.
 */
export function wildcardsMeet(left: string, right: string): boolean {
  // reached[n]: what was read of `left` and the first n characters of `right` have a text in common.
  let reached = [true]
  for (let at = 0; at < right.length; at += 1) reached.push(reached[at] === true && right[at] === '*')
  for (const one of left) {
    const next = [reached[0] === true && one === '*']
    for (let at = 0; at < right.length; at += 1) {
      const other = right[at]
      const isStar = one === '*' || other === '*'
      const isSame = one === other || one === '?' || other === '?'
      next.push(isStar ? reached[at + 1] === true || next[at] === true : isSame && reached[at] === true)
    }
    reached = next
  }
  return reached[right.length] === true
}
