import type { QueryNode } from '../../domain/query.ts'
import type { Highlight } from '../../schema/common.ts'
import { presentIn } from './complete.ts'
import type { Db } from './connect.ts'
import type { Search } from './plan.ts'
import { compileSearch, type SearchTable } from './search.ts'
import { first, raw, sql } from './sql.ts'

/** Marks that no text should have: Unicode keeps these two code points for inner use. A text that does is not highlighted. */
const open = '\ufdd0'
const close = '\ufdd1'

/** UTF-16 code units shown on either side of a match, and passages shown of a field. */
const around = 60
const passages = 3

type Match = [start: number, end: number]
/** How a column of the search table reads in the API: one field, or a field for each of its lines. */
export type HighlightFields = readonly { column: number; field: string | ((line: number) => string) }[]

/** Where the matches are in a text that highlight() has marked. */
function readMarks(marked: string): { text: string; matches: Match[] } {
  const parts = marked.split(/([\ufdd0\ufdd1])/)
  const matches: Match[] = []
  let text = ''
  for (const part of parts) {
    if (part === open) matches.push([text.length, text.length])
    else if (part === close) matches[matches.length - 1] = [matches.at(-1)?.[0] ?? 0, text.length]
    else text += part
  }
  return { text, matches }
}

/** Moves an offset outwards to a word boundary, at most 20 code units, never into a surrogate pair. */
function toWord(text: string, at: number, step: -1 | 1): number {
  let edge = Math.max(0, Math.min(text.length, at))
  for (let i = 0; i < 20 && edge > 0 && edge < text.length; i++) {
    if (/\s/.test(text[step < 0 ? edge - 1 : edge] ?? ' ')) return edge
    edge += step
  }
  const inPair = edge > 0 && edge < text.length && /[\udc00-\udfff]/.test(text[edge] ?? '')
  return inPair ? edge + step : edge
}

/** The passages of a field that have matches. Offsets are UTF-16 code units into the field. */
function passagesOf(field: string, text: string, matches: readonly Match[]): Highlight[] {
  const found: Highlight[] = []
  for (const [start, end] of matches) {
    const last = found.at(-1)
    if (last && start - around <= last.end) {
      last.matches.push([start, end])
      last.end = toWord(text, Math.max(last.end, end + around), 1)
      continue
    }
    if (found.length === passages) break
    found.push({
      field,
      start: toWord(text, start - around, -1),
      end: toWord(text, end + around, 1),
      text: '',
      matches: [[start, end]],
    })
  }
  return found.map((passage) => ({ ...passage, text: text.slice(passage.start, passage.end) }))
}

function byLine(text: string, matches: readonly Match[], field: (line: number) => string): Highlight[] {
  let from = 0
  return text.split('\n').flatMap((line, i) => {
    const start = from
    from += line.length + 1
    const inside = matches.filter(([a, b]) => a >= start && b <= start + line.length)
    return passagesOf(
      field(i),
      line,
      inside.map(([a, b]): Match => [a - start, b - start]),
    )
  })
}

/** A query with what it wants alone: FTS5 marks an excluded word as well where another branch of an OR has found the text. */
function withoutExcluded(node: QueryNode): QueryNode {
  if (node.op === 'term' || node.op === 'not') return node
  return { op: node.op, nodes: node.nodes.filter(({ op }) => op !== 'not').map(withoutExcluded) }
}

/** The highlights of these rows, by rowid, for the search that found them. */
export function highlights(db: Db, table: SearchTable, fields: HighlightFields, search: Search, rowids: number[]) {
  const { completions, qIn } = search
  const root = withoutExcluded(search.root)
  const match = compileSearch(table, root, qIn)
  // looking up each of the words of a prefix in the index costs more than reading which of them a text has
  const matchIn = (rowid: number): string =>
    completions.length === 0 ? match : compileSearch(table, presentIn(db, table, { root, completions }, rowid), qIn)
  const names = Object.values(table.columns).flat()
  const columns = fields.map(({ column }) => {
    const has = (mark: string) => `instr(${names[column]}, '${mark}')`
    return `iif(${has(open)} OR ${has(close)}, NULL, highlight(${table.name}, ${column}, '${open}', '${close}')) AS c${column}`
  })
  // a row at a time, since each may be a text of a megabyte
  const marked = (rowid: number) =>
    first<Record<`c${number}`, string | null>>(
      db,
      sql`SELECT ${raw(columns.join(', '))} FROM ${raw(table.name)} WHERE ${raw(table.name)} MATCH ${matchIn(rowid)} AND rowid = ${rowid}`,
    )
  return new Map(
    rowids.map((rowid) => {
      const row = marked(rowid)
      const passages = fields.flatMap(({ column, field }) => {
        const { text, matches } = readMarks(row?.[`c${column}`] ?? '')
        return typeof field === 'string' ? passagesOf(field, text, matches) : byLine(text, matches, field)
      })
      return [rowid, passages]
    }),
  )
}
