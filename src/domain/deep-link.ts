/** Percent-encoding of a text directive, in which `-`, `,` and `&` have meanings of their own. */
const encode = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D')

/** Longer quotes are named by how they begin and end. UTF-16 code units. */
const longest = 100

/**
 * The url of an article with a text fragment that scrolls to these words (wicg.github.io/scroll-to-text-fragment).
 * `words` are those of one segment: a fragment cannot leap over an attribution in between.
 */
export function deepLink(url: string, words: string): string {
  const [page = ''] = url.split('#')
  // it may be a route of the page, and is read without what stands behind :~:
  const [fragment = ''] = url.slice(page.length + 1).split(':~:')
  const start = `${page}#${fragment}:~:text=`
  const parts = words.trim().split(/\s+/)
  // the end is looked for after the beginning, so they share no word
  const most = Math.min(5, Math.floor(parts.length / 2))
  if (most === 0 || (words.length <= longest && !words.includes('\n'))) return `${start}${encode(parts.join(' '))}`
  return `${start}${encode(parts.slice(0, most).join(' '))},${encode(parts.slice(-most).join(' '))}`
}
