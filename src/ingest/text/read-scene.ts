import { findCues } from '../quotes/find-cues.ts'
import { findQuoteMarks } from './find-quote-marks.ts'
import { findTurns, mergeTurns } from './find-turns.ts'
import { type Scene, setScene } from './set-scene.ts'
import { splitParagraphs } from './split-paragraphs.ts'
import { splitSentences } from './split-sentences.ts'
import { tokenize } from './tokenize.ts'

/** Reads a text up to the point where quotes can be decided on: paragraphs, quoted spans, tokens, sentences, cues. Linear. */
export function readScene(text: string): Scene {
  const paragraphs = splitParagraphs(text)
  const quotes = mergeTurns(findQuoteMarks(text, paragraphs), findTurns(text, paragraphs))
  const tokens = tokenize(text, paragraphs, quotes)
  splitSentences(tokens, text, quotes)
  return setScene(text, tokens, quotes, findCues(tokens, text))
}
