import type { Answer, Call } from './operation.ts'

const MAX_PAGE_SIZE = 100
const DEFAULT_PAGE_SIZE = 30

export interface Page<T> {
  readonly items: readonly T[]
  readonly headers: Readonly<Record<string, string>>
}

/** The page of `items` that the request asks for, with GitHub's `Link` header. Above 100 a page GitHub gives 100. */
export function paginate<T>(call: Call, url: string, items: readonly T[]): Page<T> {
  const { page, size } = pageOf(call)
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (number: number, relation: string) => {
    const query = new URLSearchParams([...call.query])
    query.set('page', String(number))
    return `<${url}?${query}>; rel="${relation}"`
  }
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ]
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}

/** A whole answer that is a list, each item shaped by `shape`. */
export function listAnswer<T>(call: Call, url: string, items: readonly T[], shape: (item: T) => unknown): Answer {
  const page = paginate(call, url, items)
  return { status: 200, body: page.items.map(shape), headers: page.headers }
}

export function pageOf(call: Call): { readonly page: number; readonly size: number } {
  const size = Number(call.query.get('per_page') ?? DEFAULT_PAGE_SIZE)
  return {
    page: Math.max(1, Number(call.query.get('page') ?? 1)),
    size: Math.min(MAX_PAGE_SIZE, Math.max(1, size)),
  }
}
