import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { openStore } from '../../src/adapters/store/store.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { storeContract } from '../contracts/store-contract.ts'
import { SILENT } from './silent-log.ts'

const directory = mkdtempSync(join(tmpdir(), 'countersign-store-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('the store in a directory', () => {
  storeContract(1, () => openStore({ kind: 'directory', path: directory }, { log: SILENT, timing: QUICK }))
})
