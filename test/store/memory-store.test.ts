import { describe } from 'vitest'
import { memoryDueExaminations } from '../../src/adapters/memory/due-examinations.ts'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { openStore } from '../../src/adapters/store/store.ts'
import { dueExaminationsContract } from '../contracts/due-examinations-contract.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { recordsContract } from '../contracts/records-contract.ts'
import { storeContract } from '../contracts/store-contract.ts'
import { catchUpContract } from './catch-up-contract.ts'
import { departuresContract } from './departures-contract.ts'
import { SILENT } from './silent-log.ts'

describe('the store in memory', () => {
  storeContract(1, () => openStore({ kind: 'memory' }, { log: SILENT, timing: QUICK }))
})

describe('records in memory', () => recordsContract(async () => memoryRecords()))

describe('due examinations in memory', () => dueExaminationsContract(async () => memoryDueExaminations()))

describe('making up for lost events with the store in memory', () => {
  catchUpContract(1, () => openStore({ kind: 'memory' }, { log: SILENT, timing: QUICK }))
})

describe('leaving repositories with the store in memory', () => {
  departuresContract(() => openStore({ kind: 'memory' }, { log: SILENT, timing: QUICK }))
})
