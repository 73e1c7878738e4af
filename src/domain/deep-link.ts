/** Percent-encoding of a text directive, in which `-`, `,` and `&` have meanings of their own. */
const encode = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D')

/** Longer quotes are named by how they begin and end. UTF-16 code units. */
const longest = 100

/**
 * The url of an article with a text fragment that scrolls to these words (wicg.github.io/scroll-to-text-fragment).
 * `words` are those of one segment: a fragment cannot leap over an attribution in between.
 */
export function deepLink(url: string, words: string): string {
  const page = url.split('#')[0] ?? url
  const parts = words.trim().split(/\s+/)
  if (words.length <= longest && !words.includes('\n')) return `${page}#:~:text=${encode(parts.join(' '))}`
  return `${page}#:~:text=${encode(parts.slice(0, 5).join(' '))},${encode(parts.slice(-5).join(' '))}`
}
