import type { Span } from '../../domain/extraction.ts'

const longest = 160
const mostWords = 20

const ends = /[.!?…:;,]["”’')\]]*$/u
/** A sentence that ends inside, or words said as prose has them: “…,” she said */
const isProse = /\p{Ll}{3}[.!?…]["”’')\]]*\s|[.,!?…]["”]/u
const isItem = /^(?:[-–—―•*·▪]|\d+[.)])/

/**
 * For each paragraph, whether it is a line of a page rather than of the story: a headline, also of another story ("Mayor says talks
 * ‘far from over’"), a caption or a link. Such a line is short and does not end as a sentence does, in a text whose sentences do.
 */
export function findHeadlines(text: string, paragraphs: readonly Span[]): boolean[] {
  const isLine = paragraphs.map(({ start, end }) => {
    if (end - start > longest) return false
    const line = text.slice(start, end)
    const isShort = line.split(/\s+/).length <= mostWords
    return isShort && !ends.test(line) && !isProse.test(line) && !isItem.test(line)
  })
  const isStory = paragraphs.some(({ start, end }) => end - start > longest / 2 && ends.test(text.slice(end - 5, end)))
  return isStory ? isLine : isLine.map(() => false)
}
