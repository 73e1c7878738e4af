/**
 * Runs of combining marks longer than this are cut: 30 is the Stream-Safe limit of UAX #15, and `normalize('NFC')`
 * is quadratic without it (800,000 marks behind one letter took 123 s, measured).
 */
const longMarkRuns = /(\p{M}{30})\p{M}+/gu

/** Raw text to NFC with `\n` line ends, plain spaces, no control characters but `\n`, and no invisible breaks. Linear. */
export function normalizeText(raw: string): string {
  return raw
    .toWellFormed()
    .replace(longMarkRuns, '$1')
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029\f\v]/g, '\n')
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/[^\S\n]/g, ' ')
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (control) => (control === '\n' ? control : ''))
}

/** Spaces trimmed at both ends and runs of them made one. */
export function squeezeSpaces(text: string): string {
  return text.replace(/ {2,}/g, ' ').trim()
}

/** Paragraphs joined by one blank line: the shape of `ArticleDraft.body`. */
export function joinParagraphs(paragraphs: string[]): string {
  return paragraphs
    .map((paragraph) => squeezeSpaces(paragraph))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}
