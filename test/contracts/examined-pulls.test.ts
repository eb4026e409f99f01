import { describe } from 'vitest'
import { memoryExaminedPulls } from '../../src/adapters/memory/examined-pulls.ts'
import { examinedPullsContract } from './examined-pulls-contract.ts'

describe('in memory', () => examinedPullsContract(async () => memoryExaminedPulls()))
