/** One request that the double answered. */
export interface LoggedRequest {
  readonly method: string
  /** Without `/api/v3` and without the query. */
  readonly path: string
  /** GitHub's operation id; null where the double has no such operation. */
  readonly operation: string | null
  /** 0 where the connection was cut before anything was done. */
  readonly status: number
  /** As it was sent. */
  readonly body: string
}

/** Something that GitHub's contract does not allow, done by the app (`request`) or by the double itself. */
export interface Violation {
  readonly kind: 'request' | 'double'
  readonly operation: string
  readonly problems: readonly string[]
}

export interface RequestLog {
  readonly requests: LoggedRequest[]
  readonly violations: Violation[]
  /** Counts a request as under way until the returned function is called. */
  begin(): (request: LoggedRequest) => void
  inFlight(): number
}

export function requestLog(onAnswer: () => void): RequestLog {
  const requests: LoggedRequest[] = []
  let inFlight = 0
  return {
    requests,
    violations: [],
    begin() {
      inFlight += 1
      return (request) => {
        inFlight -= 1
        requests.push(request)
        onAnswer()
      }
    },
    inFlight: () => inFlight,
  }
}
