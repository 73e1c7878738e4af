import names from './first-names.json' with { type: 'json' }

type Gender = 'he' | 'she' | 'either'

const genders = new Map<string, Gender>()
for (const gender of ['he', 'she', 'either'] as const)
  for (const line of names[gender]) for (const name of line.split(' ')) genders.set(name, gender)

/** Asked for every word of every name, again and again: what was answered once is kept, up to a bound. */
const answered = new Map<string, Gender | null>()
const mostAnswered = 20_000

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

function look(word: string): Gender | null {
  // NIA, ESA: letters, and nobody's name
  if (word.length <= 3 && word.length > 1 && word === word.toUpperCase()) return null
  const name = plain(word)
  const known = genders.get(name)
  if (known || !name.includes('-')) return known ?? null
  const [first = ''] = name.split('-')
  return first === 'jean' ? 'he' : (genders.get(first) ?? null)
}

/** What is known of a first name ("Marc-André" by its first part): whose it is, or null where it is not known as one. */
function genderOf(word: string): Gender | null {
  let answer = answered.get(word)
  if (answer === undefined) {
    answer = look(word)
    if (answered.size >= mostAnswered) answered.clear()
    answered.set(word, answer)
  }
  return answer
}

/** Whether a word is known as a first name. */
export const isFirstName = (word: string): boolean => genderOf(word) !== null

/** The pronoun that a first name makes likely: soft evidence, null for names of either and names not known. */
export function likelyPronoun(firstName: string): 'he' | 'she' | null {
  const gender = genderOf(firstName)
  return gender === 'either' ? null : gender
}
