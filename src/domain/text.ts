import { hash } from 'node:crypto'

const excerptLength = 280
const slugLength = 80

/** What most texts that come over the wire have nothing of */
const untidy = /\r|[^\S\n]\n|\n\n\n/
/** All white space that is not one space */
const loose = /\s{2,}|[^\S ]/g

/** How many characters (code points) a text has: JSON Schema and Zod count so, not in UTF-16 units. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** On one line, without white space at its ends; no more than one space in a row. */
export const onOneLine = (text: string): string => text.replace(loose, ' ').trim()

/**
 * Plain text as articles keep it: NFC, `\n` line ends, no spaces at the ends of lines, paragraphs parted by one blank line.
 * Doing it twice changes nothing.
 */
export function normalizeBody(text: string): string {
  const composed = text.normalize('NFC')
  if (!untidy.test(composed)) return composed.trim()
  const lines = composed.replace(/\r\n?/g, '\n').split('\n')
  const trimmed = lines.map((line) => line.trimEnd()).join('\n')
  return trimmed.replace(/\n{3,}/g, '\n\n').trim()
}

/** The beginning of a body on one line, at most 280 UTF-16 units, cut between words; "…" where it was cut. */
export function excerptOf(body: string): string {
  const head = onOneLine(body.slice(0, 4 * excerptLength))
  const line = head.length > excerptLength ? head : onOneLine(body)
  if (line.length <= excerptLength) return line
  const most = line.slice(0, excerptLength - 1).replace(/[\ud800-\udbff]$/, '')
  const space = line[most.length] === ' ' ? most.length : most.lastIndexOf(' ')
  const whole = space > 0 ? most.slice(0, space) : most
  return `${whole.replace(/[\s,;:–—-]+$/, '')}…`
}

/** What a UTF-16 code unit is in a word, as found so far: a table is twenty times as fast as a pattern. */
const roles = new Uint8Array(0x10000)
const [other, joiner, letter] = [1, 2, 3]

function roleOf(unit: string): number {
  if (/['’\u2010\u2011-]/.test(unit)) return joiner
  return /[\p{L}\p{N}\p{M}]/u.test(unit) ? letter : other
}

/** How many words: runs of letters and digits; apostrophes and hyphens within one do not part it. */
export function countWords(text: string): number {
  let count = 0
  let before = other
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    let role = roles[code] as number
    if (role === 0) {
      const whole = String.fromCodePoint(text.codePointAt(i) as number)
      role = roleOf(whole)
      // half of a pair says nothing by itself
      if (whole.length === 2) i++
      else if (whole.isWellFormed()) roles[code] = role
    }
    if (role === letter && before === other) count++
    before = role === joiner && before !== letter ? other : role
  }
  return count
}

/**
 * A key that the same words share however they are set: 32 hex digits of the SHA-256 of the text in NFKC and lower case, with quote
 * marks, dashes, ellipses and white space made alike and punctuation at the ends dropped.
 */
export function textKey(text: string): string {
  // Quote marks first: NFKC makes a space and an accent of ´.
  const alike = text
    .replace(/[‘’‚‛′´`ʼ‹›]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–—―−]|-{2,}/g, '-')
    .replace(/…|(?:\. ?){2,}\./g, '...')
    .replace(/\s+/g, ' ')
    .trim()
  return sha256(withoutOuterPunctuation(alike)).slice(0, 32)
}

/** SHA-256 of the UTF-8 body, 64 hex digits. */
export function contentHash(body: string): string {
  return sha256(body)
}

/** A name for URLs: a–z, 0–9 and single hyphens, at most 80; "source" where nothing is left of it. */
export function slugify(name: string): string {
  const slug = latin(name)
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  if (slug.length <= slugLength) return slug || 'source'
  const cut = slug.slice(0, slugLength + 1).lastIndexOf('-')
  return slug.slice(0, cut > 0 ? cut : slugLength)
}

/** A name for comparing: case and accents folded, dots and apostrophes dropped, other punctuation and spaces one space. */
export function foldName(name: string): string {
  return latin(name)
    .normalize('NFC')
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}

/** A loop, because an anchored pattern takes quadratic time on long runs of dots. Signs that mean something, as in "50%", stay. */
function withoutOuterPunctuation(text: string): string {
  const letters = Array.from(text)
  const drop = /[\s"'\-.…,;:!?¡¿()[\]{}*_|/\\·•、。，！？「」『』]/
  let [start, end] = [0, letters.length]
  while (start < end && drop.test(letters[start] ?? '')) start++
  while (end > start && drop.test(letters[end - 1] ?? '')) end--
  return start === end ? text : letters.slice(start, end).join('')
}

// Letters that Unicode does not decompose, as they are commonly written without their strokes.
const strokes: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
}

/** Lower case without the accents of Latin, Greek and Cyrillic; the vowel signs of other scripts are no accents and stay. */
function latin(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøđðłþıħ]/g, (letter) => strokes[letter] ?? letter)
}
