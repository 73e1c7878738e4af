/** What ingest finds in a document and what the store keeps of it. Offsets are UTF-16 code units, end exclusive. */

export type Span = { start: number; end: number }
export type TextSpan = Span & { text: string }

/** An article as parsed from a raw document, before it has an id. Texts are NFC with `\n` line ends. */
export type ArticleDraft = {
  title: string
  subtitle: string | null
  byline: string | null
  authors: string[]
  publisher: string | null
  section: string | null
  tags: string[]
  /** BCP 47 */
  language: string
  url: string | null
  /** RFC 3339 UTC to the second; midnight where the precision is "day" */
  publishedAt: string | null
  publishedPrecision: 'second' | 'day' | null
  /** Paragraphs parted by one blank line; `segments` point into it. */
  body: string
}

/** A person or organisation that is quoted in one text. */
export type ExtractedSource = {
  /** The longest form of the name in the text, without roles and titles. */
  name: string
  type: 'person' | 'organization' | 'unknown'
  /** Other forms in the text, e.g. "Williams", "WaPo". */
  aliases: string[]
  /** What the text says of them, e.g. "runs the website North Korea Tech". */
  description: string | null
  /** The organisation a person speaks for, where the text says so: a name, which need not be one that is quoted. */
  organization: string | null
}

export type ExtractedQuote = {
  kind: 'direct' | 'mixed' | 'indirect'
  /** The segments of the text joined by one space. */
  text: string
  segments: Span[]
  cue: TextSpan | null
  /** The speaker as printed at the quote: a name, "he", "a spokesman for the company". */
  speaker: TextSpan | null
  /** Index into `sources`, or null where nobody is known. */
  source: number | null
  /** 0..1, that both words and source are right. */
  confidence: number
}

export type Extraction = { quotes: ExtractedQuote[]; sources: ExtractedSource[] }
