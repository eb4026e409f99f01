/** Computes once, when it is first asked for. What asks for itself while it is computed gets `again`. */
export function lazily<T>(compute: () => T, again: () => T): () => T {
  let state: State<T> = { kind: 'new' }
  return () => {
    if (state.kind === 'done') return state.value
    if (state.kind === 'running') return again()
    state = { kind: 'running' }
    const value = compute()
    state = { kind: 'done', value }
    return value
  }
}

type State<T> = { readonly kind: 'new' } | { readonly kind: 'running' } | { readonly kind: 'done'; readonly value: T }
