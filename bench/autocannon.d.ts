/** The part of autocannon that the benchmarks use: the package brings no types. */
declare module 'autocannon' {
  interface Request {
    readonly method?: string
    readonly path?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  }

  interface Options extends Request {
    readonly url: string
    readonly connections: number
    /** Seconds. */
    readonly duration: number
    /** Requests a second, of all connections together; as many as there can be unless told. */
    readonly overallRate?: number
    /** Sent before anything is counted. */
    readonly warmup?: { readonly connections: number; readonly duration: number }
    readonly requests?: readonly { readonly setupRequest: (request: Request) => Request }[]
  }

  interface Result {
    /** Milliseconds. */
    readonly latency: { readonly p50: number; readonly p99: number; readonly max: number }
    /** `average` is a second's; `sent` is all. */
    readonly requests: { readonly average: number; readonly sent: number }
    readonly non2xx: number
    readonly errors: number
    readonly timeouts: number
  }

  export default function autocannon(options: Options): Promise<Result>
}
