import type { Span } from '../../domain/extraction.ts'
import type { QuotedSpan } from './find-quote-marks.ts'

/** A word or a mark. Words keep inner apostrophes, hyphens and dots: "O'Neil's", "U.S.", "D-N.Y.", "38". */
export type Token = Span & {
  text: string
  lower: string
  /** Starts with a capital letter. */
  capital: boolean
  isWord: boolean
  /** Ends in 's or s'. */
  possessive: boolean
  paragraph: number
  /** Index of the quote it stands in, marks included, or -1. */
  quote: number
  /** Number of its sentence in the text. */
  sentence: number
}

/** A mark or a word with its inner dots, also those of "Doe & Co.'s". */
const word =
  /(?:Co|Inc|Corp|Ltd|Bros|Jr|Sr)\.['’]s(?![\p{L}\p{N}])|(?:\p{L}-)?\p{L}\.(?:\p{L}{1,2}\.)+|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['’&-]|\.(?=\p{N})|(?<=\p{N}),(?=\p{N}{3}(?!\p{N}))|(?<=\p{N}):(?=\p{N}{2}(?!\p{N})))[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*|\S/gu
const isWordStart = /^[\p{L}\p{N}]/u
const isCapital = /^\p{Lu}/u

function readToken(text: string, start: number, paragraph: number, quote: number): Token {
  const isWord = isWordStart.test(text)
  const lower = text.toLowerCase()
  const possessive = isWord && (lower.endsWith("'s") || lower.endsWith('’s'))
  return {
    start,
    end: start + text.length,
    text,
    lower,
    capital: isCapital.test(text),
    isWord,
    possessive,
    paragraph,
    quote,
    sentence: 0,
  }
}

/**
 * Reading ends here: about 3 MB of English, or 0.6 MB of nothing but marks. Past a worker's heap V8 may abort the whole
 * process, so memory must be bounded before it (600,000 tokens take about 100 MB).
 */
const mostTokens = 600_000

/** The tokens of the paragraphs in order, at most 600,000, each knowing its paragraph and quote. Linear. */
export function tokenize(text: string, paragraphs: Span[], quotes: QuotedSpan[]): Token[] {
  const tokens: Token[] = []
  let quote = 0
  for (const [index, paragraph] of paragraphs.entries()) {
    for (const match of text.slice(paragraph.start, paragraph.end).matchAll(word)) {
      if (tokens.length >= mostTokens) return tokens
      const start = paragraph.start + match.index
      while (quote < quotes.length && (quotes[quote]?.outer.end ?? 0) <= start) quote++
      const inside = quote < quotes.length && (quotes[quote]?.outer.start ?? 0) < start + match[0].length
      tokens.push(readToken(match[0], start, index, inside ? quote : -1))
    }
  }
  return tokens
}
