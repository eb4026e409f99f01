/** An answer that says no, in GitHub's form. Thrown by operations, made into a response by the server. */
export class Refusal extends Error {
  readonly status: number
  readonly errors: readonly unknown[] | undefined
  readonly headers: Readonly<Record<string, string>>
  /** The request itself was wrong, not merely its moment: tests assert that the app never sends such. */
  readonly violation: boolean

  constructor(
    status: number,
    message: string,
    options: {
      readonly errors?: readonly unknown[]
      readonly headers?: Readonly<Record<string, string>>
      readonly violation?: boolean
    } = {},
  ) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.errors = options.errors
    this.headers = options.headers ?? {}
    this.violation = options.violation ?? false
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found')
}

/** A request that GitHub's contract does not allow: answered 422 and recorded. */
export function invalid(problems: readonly string[]): Refusal {
  return new Refusal(422, 'Validation Failed', { errors: problems, violation: true })
}
