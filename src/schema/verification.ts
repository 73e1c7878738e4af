import { z } from 'zod'
import { SourceRef, Text } from './common.ts'
import { Quote } from './quote.ts'

/** A text without what somebody put in. Of brackets that never close there may be thousands, so none is looked for after the last that does. */
function outsideBrackets(text: string): string {
  const end = text.lastIndexOf(']') + 1
  return text.slice(0, end).replace(/\[[^\]]*\]/g, ' ') + text.slice(end)
}

/** What a client asks about: words, and who is claimed to have said them. */
export const QuoteClaim = z
  .strictObject({
    // no pattern: few languages have the properties of letters in theirs
    text: Text(10_000)
      .refine((text) => /[\p{L}\p{N}]/u.test(outsideBrackets(text)), 'must have a letter or a digit outside [brackets]')
      .describe(
        'The words as they are told, with a letter or a digit outside [brackets]. `…`, `...` and `[…]` stand for words left out; what is in brackets is no part of them.',
      ),
    source: SourceRef.nullable().optional().describe('Who is said to have said it: id or slug'),
  })
  .meta({ id: 'QuoteClaim' })
export type QuoteClaim = z.infer<typeof QuoteClaim>

const verdicts = ['exact', 'partial', 'altered', 'other-source'] as const
export const Verdict = z.enum([...verdicts, 'not-found']).meta({
  id: 'Verdict',
  description:
    'exact: said in these words, case and punctuation aside. partial: the words are a part of what was said. altered: words were changed, see `diff`. ' +
    'other-source: said, whole or in part, but not by the source of the claim. not-found: no quote here is like it.',
})
export type Verdict = z.infer<typeof Verdict>

const DiffPart = z
  .object({ op: z.enum(['equal', 'delete', 'insert']), text: z.string() })
  .meta({ id: 'DiffPart', description: 'Words of both, only of the quote (delete), or only of the claim (insert)' })

export const QuoteMatch = z
  .object({
    verdict: z.enum(verdicts).describe('What this quote alone says of the claim'),
    similarity: z
      .number()
      .min(0)
      .max(1)
      .describe('Share of words in common between the claim and this passage; 1: no word is changed'),
    diff: z.array(DiffPart).describe('From the words of the quote to those of the claim, as far as the claim goes'),
    quote: Quote,
  })
  .meta({ id: 'QuoteMatch' })
export type QuoteMatch = z.infer<typeof QuoteMatch>

export const Verification = z
  .object({ verdict: Verdict, matches: z.array(QuoteMatch).max(10).describe('The evidence, most telling first') })
  .meta({ id: 'Verification' })
export type Verification = z.infer<typeof Verification>
