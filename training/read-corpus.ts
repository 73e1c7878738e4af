import { readdirSync, readFileSync } from 'node:fs'

/** A place in the text of a story: UTF-16 code units, end exclusive. */
export type Place = { start: number; end: number; text: string }
export type AnnotatedQuote = {
  number: number
  kind: 'direct' | 'mixed' | 'indirect'
  segments: Place[]
  /** The parts of a mixed quote that stand in quotation marks */
  marked: Place[]
  cue: Place | null
  speaker: Place | null
  name: string | null
  type: 'person' | 'organization' | 'unknown'
}
export type Story = {
  file: string
  head: Record<string, string>
  text: string
  quotes: AnnotatedQuote[]
  /** Numbers that are marked in the text but not listed in the foot */
  unlisted: number[]
}

const corpusFolder: URL = new URL('../tests/ingest/corpus/', import.meta.url)

type Mark = Place & { number: number; role: string }

/** Takes the marks out of an annotated text and says where they stood. Throws, with the file, where they do not fit. */
function readMarks(file: string, annotated: string): { text: string; marks: Mark[] } {
  const open: { number: number; role: string; start: number }[] = []
  const marks: Mark[] = []
  let text = ''
  for (const part of annotated.split(/(⟦\d+(?:\.(?:cue|speaker|marked))? |⟧)/)) {
    const opening = /^⟦(\d+)(?:\.(\w+))? $/.exec(part)
    if (opening) open.push({ number: Number(opening[1]), role: opening[2] ?? 'words', start: text.length })
    else if (part === '⟧') {
      const mark = open.pop()
      if (!mark) throw new Error(`${file}: a ⟧ too many after "${text.slice(-40)}"`)
      marks.push({ ...mark, end: text.length, text: text.slice(mark.start) })
    } else text += part
  }
  if (open.length > 0) throw new Error(`${file}: mark ${open[0]?.number} is not closed`)
  if (/[⟦⟧]/.test(text))
    throw new Error(`${file}: a broken mark near "${text.slice(Math.max(0, text.search(/[⟦⟧]/) - 30)).slice(0, 60)}"`)
  return { text, marks: marks.sort((a, b) => a.start - b.start) }
}

function readFoot(file: string, line: string, marks: readonly Mark[]): AnnotatedQuote {
  const parsed = /^(\d+) (direct|mixed|indirect) \| (.+) \| (person|organization|unknown)$/.exec(line)
  if (!parsed) throw new Error(`${file}: "${line}" is not "N kind | name | type"`)
  const number = Number(parsed[1])
  const of = (role: string): Place[] =>
    marks
      .filter((mark) => mark.number === number && mark.role === role)
      .map(({ start, end, text }) => ({ start, end, text }))
  return {
    number,
    kind: parsed[2] as AnnotatedQuote['kind'],
    segments: of('words'),
    marked: of('marked'),
    cue: of('cue')[0] ?? null,
    speaker: of('speaker')[0] ?? null,
    name: parsed[3] === '-' ? null : (parsed[3] as string),
    type: parsed[4] as AnnotatedQuote['type'],
  }
}

/** One annotated story. Throws, with the file, where it breaks the format of corpus/README.md. */
export function readStory(file: string, content: string): Story {
  const [headAndText = '', foot = ''] = content.split(/^===\n/m)
  const at = headAndText.indexOf('\n\n')
  const head = Object.fromEntries(
    headAndText
      .slice(0, at)
      .split('\n')
      .map((line) => line.split(': ', 2) as [string, string]),
  )
  const { text, marks } = readMarks(file, headAndText.slice(at + 2).trimEnd())
  const lines = foot.split('\n').filter((line) => line !== '')
  const quotes = lines.map((line) => readFoot(file, line, marks))
  const listed = new Set(quotes.map(({ number }) => number))
  const unlisted = [...new Set(marks.map(({ number }) => number))].filter((number) => !listed.has(number))
  return { file, head, text, quotes, unlisted }
}

/** Every story of the corpus, by file name. */
export function readCorpus(): Story[] {
  const files = readdirSync(corpusFolder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
  return files.map((file) => readStory(file, readFileSync(new URL(file, corpusFolder), 'utf8')))
}

/** What is wrong with the annotation of a story, in sentences. */
export function faultsOf({ text, quotes, unlisted }: Story): string[] {
  const faults = unlisted.map((number) => `quote ${number}: is marked but not listed in the foot`)
  const complain = (quote: AnnotatedQuote, fault: string) => faults.push(`quote ${quote.number}: ${fault}`)
  quotes.forEach((quote, i) => {
    if (quote.number !== i + 1) complain(quote, `is listed at place ${i + 1}`)
    if (quote.segments.length === 0) complain(quote, 'has no words')
    if (i > 0 && (quotes[i - 1]?.segments[0]?.start ?? 0) > (quote.segments[0]?.start ?? 0))
      complain(quote, 'is out of order')
    if (quote.kind === 'mixed' && quote.marked.length === 0) complain(quote, 'is mixed but has no marked part')
    if (quote.kind !== 'mixed' && quote.marked.length > 0) complain(quote, `is ${quote.kind} but has a marked part`)
    if ((quote.name === null) !== (quote.type === 'unknown'))
      complain(quote, 'has a name without a type, or the other way round')
    const inMarks = quote.kind === 'direct' && quote.cue?.text !== ':' ? quote.segments : quote.marked
    for (const part of inMarks) {
      if (!/["“‘'«„`]/.test(text[part.start - 1] ?? ''))
        complain(quote, `"${part.text.slice(0, 30)}" has no opening mark before it`)
      if (!/["”’'»“]/.test(text[part.end] ?? ''))
        complain(quote, `"${part.text.slice(-30)}" has no closing mark after it`)
    }
    for (const place of [...quote.segments, ...quote.marked, quote.cue, quote.speaker]) {
      if (place && place.text !== place.text.trim())
        complain(quote, `"${place.text.slice(0, 30)}" has white space at an end`)
    }
  })
  if (/ {2}|\t|\n{3}|\r/.test(text)) faults.push('the text has double spaces, tabs or more than one blank line')
  return faults
}
