import { readEnvironment } from './intake/environment.ts'
import { runUntilSignalled } from './intake/run-until-signalled.ts'
import { useProxy } from './intake/use-proxy.ts'
import { startServer } from './server/start-server.ts'

useProxy(process.env)
await runUntilSignalled(readEnvironment(process.env), startServer)
