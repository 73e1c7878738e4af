#!/usr/bin/env node
// Plain JavaScript that an old Node can read: below 24 it cannot read TypeScript, and better-sqlite3 would crash the process.
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const [major] = process.versions.node.split('.')

if (Number(major) < 24) {
  process.stderr.write(`whosaid: needs Node 24 or newer, this is ${process.versions.node}. See README, "Installing".\n`)
  process.exitCode = 1
} else {
  // the next start, and every thread, finds TypeScript compiled; where that cannot be written nothing is kept
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/whosaid', import.meta.url))
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
  import('../src/main.ts').catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    process.stderr.write(`whosaid: a package is missing (${error.message}). Run npm ci first.\n`)
    process.exitCode = 1
  })
}
