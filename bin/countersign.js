#!/usr/bin/env node
// Starts the command line under Node 24 or later. In a checkout the sources run as they are; the published package
// carries compiled JavaScript. Where this Node is older, the one that `npm ci` brought along takes over.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
const local = (path) => fileURLToPath(new URL(path, import.meta.url))
const source = local('../src/cli/main.ts')
const entry = existsSync(source) ? source : local('../dist/cli/main.js')

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  const { main } = await import(entry)
  await main(process.argv)
} else {
  const node = bundledNode()
  if (node === undefined) {
    console.error(
      `countersign needs Node ${NEEDED} or later; this is ${process.version}. Install it from https://nodejs.org.`,
    )
    process.exit(2)
  }
  const child = spawn(node, [local('./countersign.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 2))
}

function bundledNode() {
  try {
    const path = createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/bin/node`)
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}
