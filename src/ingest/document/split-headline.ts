const longestTitle = 500
const longestLead = 120
const longestHeadline = 220

const sentenceEnd = /[.!?…]["”’')\]]*(?=\s|$)/g

/** A text cut at a word to at most `limit` UTF-16 units, never inside a surrogate pair, with "…" where it was cut. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const short = text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')
  const space = short.lastIndexOf(' ')
  return `${space > limit / 2 ? short.slice(0, space) : short}…`
}

/** A title for a text that has no headline: its first sentence, at most 120 characters. */
export function titleFromText(text: string): string {
  const line = text.slice(0, 2_000).replace(/\s+/g, ' ').trim()
  for (const end of line.matchAll(sentenceEnd)) {
    const after = end.index + end[0].length
    if (after >= 15) return cut(line.slice(0, after), longestLead)
  }
  return cut(line, longestLead)
}

/** A title of at most 500 characters on one line. */
export function cutTitle(title: string): string {
  return cut(title.replace(/\s+/g, ' ').trim(), longestTitle)
}

/** Whether a first paragraph can be the headline of those that follow. */
export function isHeadline(paragraph: string): boolean {
  if (paragraph.length > longestHeadline || /^[\p{Lu}\s,.'’]{3,40}(?:\([^)]*\)\s*)?[–—-]\s/u.test(paragraph))
    return false
  return [...paragraph.matchAll(sentenceEnd)].length <= 2
}

/** A headline that ends like a sentence may be the lede: it becomes the title and stays in the body too. */
export function isSentence(paragraph: string): boolean {
  return /[.…]["”’')\]]*$/.test(paragraph)
}
