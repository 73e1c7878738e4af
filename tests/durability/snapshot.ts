import { join } from 'node:path'
import Database from 'better-sqlite3'
import { examineStore } from '../../src/store/open.ts'

/** What a folder holds. */
export type Snapshot = {
  /** By id: section and contentHash of an article, name of a source */
  states: Map<string, string>
  /** What is wrong with it whatever was asked: damage, halves of writes, writes that were done twice. */
  faults: string[]
}

/** How many quotes an article of the clients has, from its first moment to its last. */
export const quotesIn = (title: string): number => (title.endsWith('story') ? 2 : 0)

type ArticleRow = { id: string; title: string; section: string | null; content_hash: string; quotes: number }
type SourceRow = { id: string; name: string }

/** The state of an article, as snapshots have it. */
export const stateOf = (section: string | null, contentHash: string): string => `${section ?? '-'} ${contentHash}`

/** Whether a name is one that a client has given to one thing only. */
const isJob = (name: string): boolean => /^Job \d/.test(name)

/** Recovers the database of a folder that nobody uses, examines all of it and reads what there is. */
export async function readSnapshot(folder: string): Promise<Snapshot> {
  const findings = await examineStore(folder, true, () => {})
  const faults = findings.flatMap(({ check, problem }) => (problem === null ? [] : [`${check}: ${problem}`]))
  try {
    return { ...readRows(folder, faults) }
  } catch (error) {
    return { states: new Map(), faults: [...faults, String(error)] }
  }
}

function readRows(folder: string, faults: string[]): Snapshot {
  const db = new Database(join(folder, 'whosaid.db'), { fileMustExist: true })
  try {
    const articles = db
      .prepare<[], ArticleRow>(
        `SELECT a.id, t.title, l.value AS section, t.content_hash, (SELECT count(*) FROM quotes WHERE article = a.position) AS quotes
          FROM articles a JOIN article_texts t USING (position) LEFT JOIN labels l ON l.id = a.section`,
      )
      .all()
    const sources = db.prepare<[], SourceRow>('SELECT id, name FROM sources').all()
    const halves = articles.filter(({ title, quotes }) => quotes !== quotesIn(title))
    const names = [...articles.map(({ title }) => title), ...sources.map(({ name }) => name)].filter(isJob)
    const twice = names.filter((name, i) => names.indexOf(name) !== i)
    const untold = db
      .prepare<[], { id: string }>(
        `SELECT id FROM (SELECT id FROM articles UNION ALL SELECT id FROM quotes UNION ALL SELECT id FROM sources)
          WHERE id NOT IN (SELECT id FROM changes WHERE type = 'created')`,
      )
      .all()
    const states = new Map(sources.map(({ id, name }) => [id, name]))
    for (const { id, section, content_hash } of articles) states.set(id, stateOf(section, content_hash))
    return {
      states,
      faults: [
        ...faults,
        ...halves.map(({ id, quotes }) => `${id} is half there: it has ${quotes} quotes`),
        ...twice.map((name) => `${name} was written twice`),
        ...untold.map(({ id }) => `the feed does not tell of ${id}`),
      ],
    }
  } finally {
    db.close()
  }
}
