const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

const male = words(
  'husband father dad son brother uncle grandfather nephew widower man boy king prince actor lord sir businessman spokesman chairman councilman congressman salesman fisherman policeman fireman frontman groom boyfriend monk priest duke',
)
const female = words(
  'wife mother mum mom daughter sister aunt grandmother niece widow woman girl queen princess actress lady dame businesswoman spokeswoman chairwoman councilwoman congresswoman saleswoman policewoman waitress bride girlfriend nun duchess heroine',
)

/** The pronoun that a noun for a person makes sure, "wife" → she, or null. */
export const pronounOfNoun = (lower: string): 'he' | 'she' | null =>
  male.has(lower) ? 'he' : female.has(lower) ? 'she' : null
