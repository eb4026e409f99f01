import type { StoreLog } from '../../src/adapters/store/store-log.ts'

const say = () => undefined

/** For tests that are not about what is logged. */
export const SILENT: StoreLog = { debug: say, info: say, warn: say, error: say }
