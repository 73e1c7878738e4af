const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

export const pronouns = words(
  'he she they it i we you who others some many several both none one everyone nobody somebody someone',
)
export const determiners = words(
  'the a an this that these those his her their its our my your another some many several most no each every all both one two three four five six seven ten other such any few',
)
export const prepositions = words(
  'in on at by from with without of for to into onto over under during after before since until through throughout about against among between across near within toward towards despite following amid like unlike per via around behind beyond upon according',
)
/** Words that start a clause of its own. */
export const subordinators = words(
  'that when while as because if whether although though since unless until after before where why how what once whereas so than',
)
export const connectors = words(
  'and but or so yet nor then still also however meanwhile instead nevertheless nonetheless moreover furthermore later earlier now today yesterday again even only just perhaps indeed finally often sometimes once first second third last',
)
export const auxiliaries = words(
  'has have had is was are were be been being will would can could may might must shall should do does did not never ever also later then again once further now still even just always often soon already recently previously repeatedly first sometimes earlier reportedly',
)
export const beForms = words('is was are were be been being am get gets got')
export const adverbsAfterCue = words('also later then again once further')
/** Words that have a capital only because they start a sentence; no name starts with them. */
const sentenceStarters = words(
  `i you we he she it they his her its their our my your this that these those there here what which who whom whose where when why how if as at by
  for from in into of off on onto or nor out over so than then though to too until up via was were while with within without yet a an and are be
  but can could did do does had has have is may might must no not now shall should the will would after again against all also although am among
  any anyone another around because been before being between both during each either even every everyone everything few following however just
  last later least less like many maybe meanwhile more moreover most much neither never next nobody none nothing once one only other others
  perhaps several since some someone something soon still such them under unlike unless very well whatever whether yes yesterday today tomorrow
  despite amid according among instead two three four five six seven eight nine ten first second third let earlier today nevertheless nonetheless
  furthermore indeed finally recently previously asked told said says adds added wrote writes replied replies speaking citing writing adding asking saying referring given having being part
  outside inside nearby elsewhere overnight upstairs downstairs afterwards afterward beforehand together alone
  then thus hence rather quite almost nearly about across along around beyond behind below above beneath beside besides toward towards per plus
  additionally eventually ultimately apparently clearly obviously certainly sure ok okay please thank thanks oh hey hello good great new old`,
)
export const calendarWords = words(
  'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun easter christmas',
)

const contractions = new Map(
  'i he she it we you they who that this there here what'
    .split(' ')
    .flatMap((word) =>
      ['s', 're', 've', 'll', 'd', 'm'].flatMap((verb) =>
        [`${word}'${verb}`, `${word}’${verb}`].map((form) => [form, word]),
      ),
    ),
)

/** "he’s", "they’re", "that’ll": the pronoun that a short verb is joined to; any other lower-cased word is left as it is. */
export const withoutVerb = (lower: string): string => contractions.get(lower) ?? lower

/** Whether a lower-cased word can never be the start of a name. */
export function isFunctionWord(lower: string): boolean {
  return sentenceStarters.has(lower) || contractions.has(lower)
}
