import names from './first-names.json' with { type: 'json' }

const genderOf = new Map<string, 'he' | 'she'>()
for (const gender of ['he', 'she'] as const)
  for (const line of names[gender]) for (const name of line.split(' ')) genderOf.set(name, gender)

/** Asked for every word of every name, again and again: what was answered once is kept, up to a bound. */
const answered = new Map<string, 'he' | 'she' | null>()
const mostAnswered = 20_000

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

function look(firstName: string): 'he' | 'she' | null {
  // NIA, ESA: letters, and nobody's name
  if (firstName.length <= 3 && firstName.length > 1 && firstName === firstName.toUpperCase()) return null
  const name = plain(firstName)
  const known = genderOf.get(name)
  if (known || !name.includes('-')) return known ?? null
  const [first = ''] = name.split('-')
  return first === 'jean' ? 'he' : (genderOf.get(first) ?? null)
}

/** The pronoun that a first name makes likely ("Marc-André" by its first part): soft evidence, null for names not known. */
export function likelyPronoun(firstName: string): 'he' | 'she' | null {
  let answer = answered.get(firstName)
  if (answer === undefined) {
    answer = look(firstName)
    if (answered.size >= mostAnswered) answered.clear()
    answered.set(firstName, answer)
  }
  return answer
}
