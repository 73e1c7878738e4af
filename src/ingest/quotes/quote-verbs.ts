import { reportingLemma } from '../text/reporting-verbs.ts'
import type { Token } from '../text/tokenize.ts'

/** How somebody looks or sounds who says the words beside it, and what reports in no other place: "grinned Doe", "he queried". */
const beside = new Map(
  `
    roar holler hiss/hissed heckle cheer query/queried fume grin/grinned vent rage thunder gloat crow deadpan/deadpanned sniff shrug/shrugged
    beam/beamed smile sob/sobbed whimper wail moan groan purr/purred stammer mumble/mumbled implore plead/pleaded enquire inquire philosophise
    philosophize sum/summed allow submit/submitted scream snarl boom beg/begged gripe rant rail reflect confess affirm divulge narrate propose
    recommend giggle weep/wept imply/implied concur/concurred disagree grant underline blurt chime nod/nodded chirp cackle coo snort spit/spat
    bawl sputter splutter stutter squeal squeak shriek screech wheeze breathe rasp yelp grunt huff scold taunt jeer snicker chortle crack
    wisecrack theorize theorise posit ponder challenge fret/fretted worry/worried despair mourn exult rejoice rhapsodize command decree trumpet
    echo reassure console profess avow attest pray preach threaten bluster harrumph tut/tutted scribble scrawl pen/penned radio caption share
    relay guess figure calculate estimate reminisce recite parry/parried demur/demurred hedge dare greet toast congratulate sympathise
    sympathize`
    .trim()
    .split(/\s+/)
    .map((entry) => entry.split('/') as [string, string?])
    .flatMap(([lemma, past]) =>
      [
        past ?? (lemma.endsWith('e') ? `${lemma}d` : `${lemma}ed`),
        /[^aeiou]y$/.test(lemma) ? `${lemma.slice(0, -1)}ies` : `${lemma}${/(?:s|sh|ch|x|o)$/.test(lemma) ? 'e' : ''}s`,
      ].map((form) => [form, lemma] as const),
    ),
)

/** The lemma of a verb that reports the quote right beside it, or null. */
export const quoteLemma = (form: string): string | null => reportingLemma(form) ?? beside.get(form) ?? null

/** Whether a lemma reports nothing but a quote right beside it. */
export const needsQuote = (lemma: string): boolean => reportingLemma(lemma) === null

/** `"…," Doe fumed`, `fumed Doe`: a quote stands within a few words. */
export const isBeside = (tokens: Token[], at: number) =>
  tokens
    .slice(Math.max(0, at - 5), at + 3)
    .some(({ quote, paragraph }) => quote >= 0 && paragraph === tokens[at]?.paragraph)
