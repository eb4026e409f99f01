/** Every way to take one of each list, in the order of the lists; one way that takes nothing where there are none. */
export function oneOfEach<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (ways, list) => ways.flatMap((way) => list.map((next) => [...way, next])),
    [[]],
  )
}
