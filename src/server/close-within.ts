/** What is closed, in which order. */
export interface Closing {
  /** From now on nothing new is begun. At once: it waits for nothing. */
  readonly takeNoMore: () => void
  /** Each lets end what is under way, side by side. */
  readonly stops: readonly ((graceMs: number) => void | Promise<void>)[]
  /** What all of them need until then. */
  readonly last: (graceMs: number) => Promise<void>
}

/** Closes everything by one deadline, `graceMs` from now: what one takes is not there for the next. */
export async function closeWithin(graceMs: number, { takeNoMore, stops, last }: Closing): Promise<void> {
  const deadline = performance.now() + graceMs
  const leftMs = () => Math.max(0, Math.round(deadline - performance.now()))
  takeNoMore()
  await Promise.all(stops.map((stop) => stop(leftMs())))
  await last(leftMs())
}
