import { createClients } from '../../src/adapters/github/clients.ts'
import { useProxy } from '../../src/intake/use-proxy.ts'

/** A process of its own, since a proxy is one of the environment: asks GitHub who the app is, and prints its slug. */
useProxy(process.env)
const { APP_ID, PRIVATE_KEY = '', API = '' } = process.env
const { app } = await createClients({ appId: Number(APP_ID), privateKey: PRIVATE_KEY, baseUrl: API })
const { data } = await app.request('GET /app')
process.stdout.write(`${data?.slug}`)
