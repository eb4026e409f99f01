import { openStore, type StoreLocation } from '../../src/adapters/store/store.ts'
import { deliveryOf } from '../contracts/delivery.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { SILENT } from '../store/silent-log.ts'

/**
 * A process to be killed: `stuck-worker.ts KIND PLACE COUNT` stores so many deliveries, takes some of them up, never
 * finishes one, and prints their ids when the first is in its hands.
 */
const [kind, place = '', count = '1'] = process.argv.slice(2)
const location: StoreLocation = kind === 'postgres' ? { kind, url: place } : { kind: 'directory', path: place }
const store = await openStore(location, { log: SILENT, timing: QUICK })
const deliveries = Array.from({ length: Number(count) }, () => deliveryOf('{}'))
for (const delivery of deliveries) await store.deliveries.accept(delivery)
await new Promise<void>((taken) =>
  store.startDeliveries({
    deliver() {
      taken()
      return new Promise(() => undefined)
    },
    abandoned: async () => undefined,
  }),
)
process.stdout.write(`${JSON.stringify(deliveries.map(({ id }) => id))}\n`)
