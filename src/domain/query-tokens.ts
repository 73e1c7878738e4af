import { nearest } from './suggest.ts'

export type Lexeme =
  | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
  | { kind: 'field'; name: string; known: boolean }
  | { kind: 'term'; tokens: string[]; prefix: boolean }

// SQLite FTS5 unicode61: L*, N* and Co are token characters; of the combining marks only these continue a token
// (fts5_unicode2.c, sqlite3Fts5UnicodeIsdiacritic), every other one parts it. A differential test holds it to FTS5.
const letter = String.raw`\p{L}\p{N}\p{Co}`
const accent = String.raw`\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331`
const token = new RegExp(`[${letter}][${letter}${accent}]*`, 'gu')
const leading = new RegExp(String.raw`^[^${letter}\p{M}]+`, 'u')
/** A star that is no end of a word. */
const inner = new RegExp(String.raw`[${letter}]\*+[^*\s]*[${letter}]`, 'u')
const trailing = new RegExp(String.raw`[^${letter}\p{M}]+$`, 'u')

// Phones and word processors type curly quotation marks, so they open and close a phrase as well.
const quote = '"“”„‟«»'
const attached = String.raw`(?=-?(?:[${quote}(]|[^\s()${quote}]*[${letter}]))`
const rules = {
  space: /\s+/uy,
  bracket: /[()]/uy,
  phrase: new RegExp(`[${quote}]([^${quote}]*)([${quote}]?)(\\*?)`, 'uy'),
  minus: new RegExp(String.raw`(?<=^|[\s(:])-(?!-)${attached}`, 'uy'),
  field: new RegExp(String.raw`([\p{L}_][\p{L}\p{N}_]*):(?!//)${attached}`, 'uy'),
  word: new RegExp(String.raw`[^\s()${quote}]+`, 'uy'),
}
const operators: Record<string, 'and' | 'or' | 'not'> = { AND: 'and', OR: 'or', NOT: 'not' }

/** Splits text into words as the FTS5 tokenizer unicode61 does; case and accents stay as written. */
export function tokensOf(text: string): string[] {
  return text.match(token) ?? []
}

// Scripts in which folding is known to be that of FTS5; a differential test holds it to FTS5.
const foldable = /^[0-9A-Za-z\u00c0-\u017e\u0180-\u01df\u01e2-\u024f\u0400-\u0481\u1e00-\u1e95\p{Lo}\p{Nd}]+$/u
const latin = /^[A-Za-z]\p{M}+$/u

/** A word as the FTS5 tokenizer unicode61 with remove_diacritics 2 keeps it; null where that is not known. */
export function foldToken(token: string): string | null {
  if (/^[0-9A-Za-z]+$/.test(token)) return token.toLowerCase()
  const composed = token.normalize('NFC')
  if (!foldable.test(composed)) return null
  return Array.from(composed, foldLetter).join('')
}

function foldLetter(letter: string): string {
  const parts = letter.normalize('NFD')
  const lower = (latin.test(parts) ? (parts[0] ?? letter) : letter).toLowerCase()
  return Array.from(lower).length === 1 ? lower : letter
}

/** Cuts a query into lexemes and adds a sentence to `warnings` for everything that is not taken as it was typed. */
export function lex(text: string, fields: readonly string[], warnings: Set<string>): Lexeme[] {
  const lexemes: Lexeme[] = []
  const dropped = new Set<string>()
  let at = 0
  const take = (rule: RegExp): RegExpExecArray | null => {
    rule.lastIndex = at
    const match = rule.exec(text)
    if (match) at = rule.lastIndex
    return match
  }
  while (at < text.length) {
    if (take(rules.space)) continue
    const bracket = take(rules.bracket)
    const phrase = bracket ? null : take(rules.phrase)
    if (bracket) lexemes.push({ kind: bracket[0] === '(' ? 'open' : 'close' })
    else if (phrase) lexemes.push(phraseOf(phrase, warnings))
    else if (take(rules.minus)) lexemes.push({ kind: 'not' })
    else {
      const start = at
      const field = fieldOf(take(rules.field)?.[1], text[at], fields, warnings)
      if (field) lexemes.push(field)
      else {
        at = start
        const word = take(rules.word)?.[0] ?? ''
        const bare = bareField(word, fields)
        if (bare) warnings.add(nothingAfter(bare))
        if (bare && text[start - 1] === '-') lexemes.pop()
        if (!bare) lexemes.push(...wordOf(word, text[start - 1], dropped))
      }
    }
  }
  if (dropped.size > 0) warnings.add(`Punctuation was left out: ${[...dropped].join(' ')}`)
  return lexemes
}

function phraseOf([, text = '', closing, star]: RegExpExecArray, warnings: Set<string>): Lexeme {
  if (!closing) warnings.add('A quotation mark was not closed, so the phrase runs to the end.')
  const tokens = tokensOf(text)
  if (tokens.length === 0) warnings.add('A phrase without a word in it was left out.')
  return { kind: 'term', tokens, prefix: star === '*' && tokens.length > 0 }
}

/** `OR` is an operator, but a word in `-OR` and `title:OR`. */
function wordOf(word: string, before: string | undefined, dropped: Set<string>): Lexeme[] {
  const operator = Object.hasOwn(operators, word) ? operators[word] : undefined
  if (operator && before !== '-' && before !== ':') return [{ kind: operator }]
  const tokens = tokensOf(word)
  const end = tokens.length > 0 ? (trailing.exec(word)?.[0] ?? '') : ''
  const edges = [leading.exec(word)?.[0] ?? '', end.replace(/^\*+/, '')]
  if (tokens.length === 0 && !edges[0]) edges.push(word)
  if (inner.test(word)) edges.push('*')
  for (const edge of edges) if (edge) dropped.add(edge)
  return tokens.length > 0 ? [{ kind: 'term', tokens, prefix: end.startsWith('*') }] : []
}

/** What is said of a field with nothing to search for in it. */
export const nothingAfter = (field: string): string => `"${field}:" has nothing after it, so it was left out.`

const known = (typed: string, fields: readonly string[]): string | undefined =>
  fields.find((name) => name.toLowerCase() === typed.toLowerCase())

/** The field that a word names where nothing is attached to it, as in `title:`. */
const bareField = (word: string, fields: readonly string[]): string | undefined =>
  known(/^([^:]+):+$/.exec(word)?.[1] ?? '', fields)

/** A known field, or an unknown one before a phrase or group; null where `name:` is only the beginning of a word. */
function fieldOf(
  typed: string | undefined,
  next: string | undefined,
  fields: readonly string[],
  warnings: Set<string>,
): Lexeme | null {
  if (typed === undefined) return null
  const name = known(typed, fields)
  if (name) return { kind: 'field', name, known: true }
  const suggestion = nearest(typed, fields)
  const hint = suggestion ? ` Did you mean ${suggestion}:?` : ''
  warnings.add(`"${typed}:" is not a field here, so it was taken as a word.${hint}`)
  return next && `${quote}(`.includes(next) ? { kind: 'field', name: typed, known: false } : null
}
