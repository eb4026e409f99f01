import { messages, type PGlite, protocol, types } from '@electric-sql/pglite'
import { LRUCache } from 'lru-cache'

/** What one statement gave. */
export interface StatementResult<Row> {
  readonly rows: Row[]
  /** Rows that it inserted, updated or deleted. */
  readonly affectedRows: number
  /** What it was in the end: the `COMMIT` of a transaction that had failed is a `ROLLBACK`. */
  readonly command: string
}

/** Statements of one PGlite, each parsed and planned once. Whoever uses it sees to it that they run one at a time. */
export interface PreparedStatements {
  /** Runs one statement. Rejects with PGlite's `DatabaseError` where the database refuses it. */
  run<Row>(text: string, values: readonly unknown[]): Promise<StatementResult<Row>>
}

/** Their texts are the program's own, of which there are fewer. */
const MAX_STATEMENTS = 200
/** A plan is made for tables as they are then, without statistics; they grow from nothing, by some rows each use. */
const MAX_USES = 25

interface Statement {
  readonly name: string
  readonly parameterTypes: readonly number[]
  readonly columns: readonly { readonly name: string; readonly type: number }[]
  uses: number
}

/**
 * PGlite's own queries speak with the database six times for each statement, which it parses and plans anew every time:
 * on the server's only thread that took most of the time between a webhook and its check.
 */
export function preparedStatements(pglite: PGlite): PreparedStatements {
  const dropped: string[] = []
  const known = new LRUCache<string, Statement>({ max: MAX_STATEMENTS, dispose: ({ name }) => void dropped.push(name) })
  const say = (...parts: readonly Uint8Array[]) => {
    if (pglite.closed) throw new Error('the database is closed')
    // On the disk of a server there is nothing to be synchronised.
    return pglite.execProtocolStream(Buffer.concat(parts), { syncToFs: false })
  }
  const closings = () => dropped.splice(0).map((name) => serialize.close({ type: 'S', name }))
  let named = 0
  const prepare = async (text: string): Promise<Statement> => {
    named += 1
    const name = `statement_${named}`
    const parse = serialize.parse({ name, text })
    const answers = await say(...closings(), parse, serialize.describe({ type: 'S', name }), serialize.sync())
    const statement = { name, ...described(answers), uses: 0 }
    known.set(text, statement)
    return statement
  }
  return {
    async run<Row>(text: string, values: readonly unknown[]) {
      const usable = known.get(text)
      if (usable !== undefined && usable.uses >= MAX_USES) known.delete(text)
      const statement = known.get(text) ?? (await prepare(text))
      statement.uses += 1
      const bind = bindMessage(statement.name, inText(values, statement, pglite))
      try {
        return resultOf<Row>(await say(bind, serialize.execute({}), serialize.sync()), statement, pglite)
      } catch (error) {
        // A table may have changed its shape.
        known.delete(text)
        throw error
      }
    },
  }
}

const { serialize } = protocol

type Answers = Awaited<ReturnType<PGlite['execProtocolStream']>>

function described(answers: Answers): Pick<Statement, 'parameterTypes' | 'columns'> {
  const parameters = answers.find((each) => each instanceof messages.ParameterDescriptionMessage)
  const row = answers.find((each) => each instanceof messages.RowDescriptionMessage)
  const columns = row?.fields.map(({ name, dataTypeID: type }) => ({ name, type })) ?? []
  return { parameterTypes: parameters?.dataTypeIDs ?? [], columns }
}

/** Parameters as the database reads them, by the types that it has found for them. */
function inText(values: readonly unknown[], { parameterTypes }: Statement, { serializers }: PGlite): (string | null)[] {
  return values.map((value, index) => {
    if (value === null || value === undefined) return null
    return serializers[parameterTypes[index] ?? 0]?.(value) ?? String(value)
  })
}

/**
 * PostgreSQL's message `Bind`, of text parameters and for text results. PGlite's own is made byte after byte in a buffer
 * that grows, which payloads of webhooks make slow.
 */
function bindMessage(statement: string, values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? -1 : Buffer.byteLength(value)))
  const size =
    4 + 1 + Buffer.byteLength(statement) + 1 + 2 + 2 + lengths.reduce((sum, each) => sum + 4 + Math.max(0, each), 0) + 2
  const message = Buffer.alloc(1 + size)
  let at = message.write('B')
  at = message.writeInt32BE(size, at)
  // The unnamed portal, and no codes of formats: everything is text.
  at += 1
  at += message.write(statement, at) + 1
  at += 2
  at = message.writeUInt16BE(values.length, at)
  for (const [index, value] of values.entries()) {
    at = message.writeInt32BE(lengths[index] ?? -1, at)
    if (value !== null) at += message.write(value, at)
  }
  return message
}

function resultOf<Row>(answers: Answers, { columns }: Statement, { parsers }: PGlite): StatementResult<Row> {
  const rows: Row[] = []
  let affectedRows = 0
  let command = ''
  for (const each of answers) {
    if (each instanceof messages.DataRowMessage) {
      const values = columns.map(({ name, type }, index) => [
        name,
        types.parseType(each.fields[index] ?? null, type, parsers),
      ])
      rows.push(Object.fromEntries(values))
    }
    if (each instanceof messages.CommandCompleteMessage) {
      affectedRows += affectedBy(each.text)
      command = each.text.replace(/ .*/, '')
    }
  }
  return { rows, affectedRows, command }
}

/** `INSERT 0 5`, `UPDATE 3` */
function affectedBy(tag: string): number {
  return Number(/^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(tag)?.[1] ?? 0)
}
