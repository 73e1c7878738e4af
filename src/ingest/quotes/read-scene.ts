import { isNickname } from '../names/is-nickname.ts'
import { findHeadlines } from '../text/find-headlines.ts'
import { findPosts } from '../text/find-posts.ts'
import { findQuoteMarks } from '../text/find-quote-marks.ts'
import { findTurns, mergeTurns } from '../text/find-turns.ts'
import { splitParagraphs } from '../text/split-paragraphs.ts'
import { splitSentences } from '../text/split-sentences.ts'
import { tokenize } from '../text/tokenize.ts'
import { findCues } from './find-cues.ts'
import { type Scene, setScene } from './set-scene.ts'

/** Reads a text up to the point where quotes can be decided on: paragraphs, quoted spans, tokens, sentences, cues. Linear. */
export function readScene(text: string): Scene {
  const paragraphs = splitParagraphs(text)
  const marked = findQuoteMarks(text, paragraphs).filter((span) => !isNickname(text, span))
  const turns = findTurns(text, paragraphs)
  const quotes = mergeTurns(marked, turns.length > 0 ? turns : findPosts(text, paragraphs))
  const tokens = tokenize(text, paragraphs, quotes)
  splitSentences(tokens, text, quotes)
  return setScene(text, tokens, quotes, findCues(tokens, text), findHeadlines(text, paragraphs))
}
