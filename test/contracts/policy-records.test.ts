import { describe } from 'vitest'
import { memoryPolicyRecords } from '../../src/adapters/memory/policy-records.ts'
import { policyRecordsContract } from './policy-records-contract.ts'

describe('in memory', () => policyRecordsContract(async () => memoryPolicyRecords()))
