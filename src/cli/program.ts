import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type ConflictRule, conflictRules } from '../schema/import.ts'
import { AccessKey, type Scope, scopes } from '../schema/key.ts'
import { fail } from './fail.ts'
import { watchSignals } from './signals.ts'
import { version } from './version.ts'

/** Every command: what it takes, what it says of itself, and the file that does it. */
export function buildProgram(): Command {
  const program = new Command('whosaid')
    .description('A self-hosted REST API for news articles that knows who said what.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'whosaid: ')) })
    .addHelpText(
      'after',
      '\nIn a clone: npm run whosaid -- COMMAND. Settings are environment variables or lines of .env; the command config shows them.\nExit codes: 0 done, 1 failed, 2 wrong usage.',
    )
    .exitOverride()

  addServerCommands(program)
  addKeyCommands(program)
  addDataCommands(program)
  addTransferCommands(program)
  addDocumentCommands(program)
  addLookCommands(program)
  addHelp(program)
  return program
}

/** Runs the command that `argv` names and sets the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function run(argv: string[]): Promise<void> {
  process.stdout.on('error', stopWithReader)
  // what cannot be said stops nothing
  process.stderr.on('error', () => {})
  try {
    await buildProgram().parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
    else fail(error)
  }
}

function addServerCommands(program: Command): void {
  program
    .command('serve')
    .description('start the server')
    .action(async () => {
      const signal = watchSignals()
      await (await import('./serve.ts')).serve(signal)
    })
  program
    .command('migrate')
    .description('bring the database to the schema of this version (serve does so too)')
    .action(async () => (await import('./migrate.ts')).migrate())
}

function addDataCommands(program: Command): void {
  program
    .command('backup')
    .description('copy the database into a new file; also while the server runs')
    .argument('<file>', 'the file to write, which must not exist')
    .action(async (file: string) => (await import('./backup.ts')).backup(file))
  program
    .command('restore')
    .description('put a backup in the place of the database, with the server stopped; the old one is kept')
    .argument('<file>', 'a file that the command backup wrote')
    .action(async (file: string) => (await import('./backup.ts')).restore(file))
  program
    .command('doctor')
    .description('check the set-up; exit code 1 if anything is wrong')
    .option('--deep', 'check all that the database holds as well: pages, search, hashes, quotes, counts, change feed')
    .action(async ({ deep = false }) => (await import('./doctor.ts')).doctor(deep))
  program
    .command('optimize')
    .description('make the search indexes small and fast again, with the server stopped')
    .option('--rebuild', 'make them anew from the tables')
    .action(async ({ rebuild = false }) => (await import('./optimize.ts')).optimize(rebuild))
}

type ImportFlags = { onConflict?: ConflictRule; atomic?: boolean; dryRun?: boolean; extract?: boolean }

function addTransferCommands(program: Command): void {
  program
    .command('export')
    .description('write everything as NDJSON, which import takes; also while the server runs')
    .argument('<file>', 'a new file, or - for stdout')
    .action(async (file: string) => (await import('./export.ts')).exportTo(file))
  const rule = new Option('--on-conflict <rule>', 'what to do with what is there already')
  program
    .command('import')
    .description('bring in NDJSON: an export, or articles; also while the server runs. Exit code 1 if a line failed')
    .argument('<file>', 'the file, or - for stdin')
    .addOption(rule.choices(conflictRules).default('error'))
    .option('--atomic', 'all lines or none')
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--extract', 'propose the quotes and sources of new articles')
    .action(async (file: string, flags: ImportFlags) => {
      const { onConflict = 'error', atomic = false, dryRun = false, extract = false } = flags
      await (await import('./import.ts')).importFrom(file, { onConflict, atomic, dryRun, extract })
    })
}

function addDocumentCommands(program: Command): void {
  program
    .command('seed')
    .description('load .txt, .html and .ndjson documents; those that are there already stay as they are')
    .argument('[paths...]', 'files and folders; default: the samples of seed/')
    .action(async (paths: string[]) => (await import('./seed.ts')).seed(paths))
  program
    .command('extract')
    .description('find quotes in NDJSON {id, text} on stdin, a line out for each line in; no database')
    .option('--text', 'take stdin as one plain text')
    .action(async ({ text = false }) => {
      const { extractLines, extractText } = await import('./extract.ts')
      await (text ? extractText() : extractLines())
    })
}

function addKeyCommands(program: Command): void {
  const key = program.command('key').description('make, list and revoke access keys; also while the server runs')
  key
    .command('create')
    .description('make a key and print it, this once')
    .option('--name <name>', 'what it is for', readName, 'unnamed')
    .option('--scope <scope>', 'read, write or admin; may be repeated (default: write, which may read)', collectScopes)
    .action(async ({ name, scope = ['write'] }: { name: string; scope?: Scope[] }) => {
      await (await import('./key.ts')).createKey(name, scope)
    })
  key
    .command('list')
    .description('list the keys')
    .option('--json', 'as JSON')
    .action(async ({ json = false }) => (await import('./key.ts')).listKeys(json))
  key
    .command('revoke')
    .description('revoke a key')
    .argument('<id>', 'its id, or the key itself')
    .action(async (id: string) => (await import('./key.ts')).revokeKey(id))
  addHelp(key)
}

function addLookCommands(program: Command): void {
  program
    .command('openapi')
    .description('print the OpenAPI document')
    .option('--yaml', 'as YAML instead of JSON')
    .option('--write', 'write openapi/openapi.json and openapi/openapi.yaml instead')
    .action(async ({ write = false, yaml = false }) => (await import('./openapi.ts')).openapi({ write, yaml }))
  program
    .command('config')
    .description('print every setting, its value and where it came from')
    .option('--json', 'as JSON')
    .action(async ({ json = false }) => (await import('./config.ts')).showConfig(json))
  program
    .command('health')
    .description('ask a running server whether it is ready; exit code 1 if it is not')
    .option('--url <url>', 'where it is; default: as the settings HOST and PORT say', readUrl)
    .action(async ({ url }: { url?: string }) => (await import('./health.ts')).health(url))
  program
    .command('get')
    .description('print what the server would answer to GET, without a server; exit code 1 unless 2xx')
    .argument('<path>', "like '/v1/quotes?q=harbour&pretty'", readPath)
    .action(async (path: string) => (await import('./get.ts')).get(path))
}

/** In place of commander's own, which looks at the first name only, and takes one that it does not know for none, as its --help does. */
function addHelp(parent: Command): void {
  parent.addHelpText('before', () => {
    const [name = '--help'] = parent.args
    const isCommand = parent.commands.some((each) => each.name() === name)
    if (!name.startsWith('-') && !isCommand) parent.parse([name], { from: 'user' })
    return ''
  })
  parent
    .command('help')
    .description('print help, or that of a command')
    .argument('[command...]')
    .action((names: string[]) => {
      const named = names.reduce((command, name) => {
        const found = command.commands.find((each) => each.name() === name)
        return (
          found ?? command.error(`error: unknown command '${name}'. The command "help" lists them.`, { exitCode: 2 })
        )
      }, parent)
      named.help()
    })
}

function collectScopes(value: string, before: Scope[] = []): Scope[] {
  const scope = scopes.find((known) => known === value)
  if (!scope) throw new InvalidArgumentError('It must be read, write or admin.')
  return [...before, scope]
}

function readName(value: string): string {
  if (AccessKey.shape.name.safeParse(value).success && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) return value
  throw new InvalidArgumentError('It must have 1 to 100 characters, and be one line.')
}

function readUrl(value: string): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value
  throw new InvalidArgumentError('It must be an http or https URL.')
}

function readPath(value: string): string {
  if (value.startsWith('/')) return value
  throw new InvalidArgumentError('It must begin with /, like /v1/quotes?q=harbour')
}

/** A reader that has seen enough, like head, is no failure; a full disk is. */
function stopWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  fail(error)
  process.exit(1)
}
