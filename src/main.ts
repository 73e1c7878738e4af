import { run } from './cli/program.ts'

// Commands are loaded when they are called: --help and health need neither the database nor the server.
await run(process.argv)
