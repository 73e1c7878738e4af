import { z } from 'zod'

/**
 * What every text at the door must be: no NUL and no lone surrogate, or "verbatim" would not be true (and PostgreSQL could
 * not keep it); no more than 30 combining marks in a row (Stream-Safe, UAX #15 §12), or NFC takes minutes for a megabyte.
 */
export const isCleanText = (text: string): boolean =>
  text.isWellFormed() && !text.includes('\0') && !(mayHaveMarks.test(text) && /\p{M}{31}/u.test(text))

/** No combining mark is below U+0300, and a search for units takes a tenth of one for a property of letters. */
const mayHaveMarks = /[\u0300-\uffff]{2}/

/** What a text that was kept must be: NFC may have made two combining marks of each (U+0344), but no more. */
export const isKeptText = (text: string): boolean =>
  text.isWellFormed() && !text.includes('\0') && !/\p{M}{100}/u.test(text)

const unclean = { message: 'must be well-formed Unicode without NUL and without more than 30 combining marks in a row' }

/** Whether there is something to see in a text: more than spaces, controls, zero-width characters, marks without a letter and blank letters. */
const isVisible = (text: string): boolean => /[^\s\p{Z}\p{Cc}\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u.test(text)

const blank = 'must have something other than white space'

/** A text of at most `max` characters (code points, as JSON Schema counts) that has something to read in it, or fits a narrower pattern: two make an `allOf`, which few generators read. */
export const Text = (max: number, pattern = /\S/, message = blank) =>
  z.string().min(1).max(max).regex(pattern, message).refine(isVisible, { message: blank }).refine(isCleanText, unclean)

// 128 bits in 26 digits of Crockford's base32, so the first is at most 7 (github.com/jetify-com/typeid, spec).
const typeId = (prefix: string, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`),
      `must be ${prefix}_ and 26 characters, like ${example}`,
    )

export const ArticleId = typeId('art', 'art_01m81b3m6te03t8f4kx1q2w9ra').meta({
  id: 'ArticleId',
  description: 'TypeID: art_ and a UUIDv7 in base32. Sorts by time of creation.',
  example: 'art_01m81b3m6te03t8f4kx1q2w9ra',
})
export const QuoteId = typeId('quo', 'quo_01m81b3m78e04a8wwax2p0fgfj').meta({
  id: 'QuoteId',
  description: 'TypeID: quo_ and a UUIDv7 in base32.',
  example: 'quo_01m81b3m78e04a8wwax2p0fgfj',
})
export const SourceId = typeId('src', 'src_01m81b3m6te03t8f4kx1q2w9rb').meta({
  id: 'SourceId',
  description: 'TypeID: src_ and a UUIDv7 in base32.',
  example: 'src_01m81b3m6te03t8f4kx1q2w9rb',
})
export const SourceSlug = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens, like maren-olsen')
  .meta({ id: 'SourceSlug', description: 'Readable name in URLs, unique.', example: 'maren-olsen' })
/** How a path or a filter names a source. */
export const SourceRef = z
  .union([SourceId, SourceSlug], 'must be the id or the slug of a source')
  .meta({ id: 'SourceRef', description: 'Id or slug of a source.', example: 'maren-olsen' })

export const Timestamp = z.iso.datetime({ offset: true }).meta({
  id: 'Timestamp',
  description: 'RFC 3339, always UTC',
  example: '2026-03-04T09:30:00Z',
})

export const Version = z.int().min(1).meta({ description: 'Counts the edits of this resource, from 1' })
export const Count = z.int().min(0)

export const Url = z
  .string()
  .max(2048)
  .regex(/^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/]+/, 'must be an http or https URL')
  .refine(isCleanText, unclean)
  .refine((url) => URL.canParse(url), { message: 'must be a URL that can be parsed' })

export const Language = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 tag, like en or en-GB')

/** UTF-16 code units, as String.slice and DOM Range count, end exclusive. */
export const Segment = z
  .strictObject({ start: z.int().min(0).max(2_000_000), end: z.int().min(1).max(2_000_000) })
  .meta({ id: 'Segment', description: 'Place in the body of the article: UTF-16 code units, end exclusive.' })

/** Words found by `q`, with where they stand. */
export const Highlight = z
  .object({
    field: z.string().describe('Property in which the words were found'),
    start: z.int().min(0).describe('Where this passage starts in the property, UTF-16 code units'),
    end: z.int().min(0),
    text: z.string().describe('The passage, plain text'),
    matches: z.array(z.array(z.int().min(0)).length(2)).describe('[start, end] of each match, in the property'),
  })
  .meta({ id: 'Highlight' })
export type Highlight = z.infer<typeof Highlight>
