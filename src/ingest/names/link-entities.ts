import { isTitle } from '../text/role-nouns.ts'
import type { NameMention } from './collect-names.ts'
import { endsLike, fold, isShortFor, lastOf, pronounOfTitle, typeOf, wordsOf } from './compare-names.ts'
import { countBefore } from './count-before.ts'
import { isFirstName, likelyPronoun } from './first-names.ts'
import { companyWord, withoutForm } from './trade-names.ts'

/** Somebody or something named in the text, with every form of the name. */
export type Entity = {
  /** The longest form, without titles. */
  name: string
  forms: Set<string>
  type: 'person' | 'organization' | 'unknown'
  pronoun: 'he' | 'she' | null
  titles: Set<string>
  mentions: NameMention[]
  /** Where it is named in full and not only in passing, in order. */
  introduced: NameMention[]
}

const nearby = 60

/**
 * Of people with the same last name, the one just named in full and not only in passing, else the one named first: a story is about him, and his wife and
 * daughter, who come later, are called by their first names. After a break (`opening`) the one named in full since. Of bodies the one named last.
 */
function mostLikely(candidates: Entity[], before: number, opening: number): Entity | null {
  const first = (entity: Entity) => entity.mentions[0]?.from ?? before
  const full = (entity: Entity) => entity.introduced[countBefore(entity.introduced, before) - 1]?.from ?? -1
  const known = candidates.filter((entity) => first(entity) < before)
  const latest = known.toSorted((a, b) => full(b) - full(a))[0]
  const people = known.filter(({ type }) => type === 'person')
  const isOfPart = latest && opening > 0 && full(latest) > opening
  if (!latest || people.length < 2 || isOfPart || before - full(latest) < nearby) return latest ?? candidates[0] ?? null
  return people.toSorted((a, b) => first(a) - first(b))[0] ?? null
}

/** "the Harrow Stags" */
const bodyType = ({ type }: Entity) => (type === 'person' ? 'organization' : type)

/** "Harrow Police Service" is known as "Harrow police" too, "Harrow Police Association" is not. */
const isForce = / police (?:service|department|force)$/i

/** Candidates are looked for among this many of the latest with the same word, so that a list of names stays linear. */
const mostCandidates = 20

/** The entity table of one text. */
export class EntityTable {
  readonly entities: Entity[] = []
  private readonly byName = new Map<string, Entity>()
  private readonly byWord = new Map<string, Entity[]>()
  private readonly ofMention = new Map<number, Entity>()
  private readonly ofEnd = new Map<number, Entity>()
  /** Where parts of the text begin, in order. */
  private readonly breaks: readonly { from: number }[]
  /** Words that stand as places in the text, folded: "in Harrow". */
  private readonly placed: ReadonlySet<string>

  constructor(breaks: readonly { from: number }[], placed: ReadonlySet<string>) {
    this.breaks = breaks
    this.placed = placed
  }

  private openingOf(token: number): number {
    return this.breaks[countBefore(this.breaks, token) - 1]?.from ?? 0
  }

  /** The entity that the name at a token belongs to. */
  at(token: number): Entity | null {
    return this.ofMention.get(token) ?? null
  }

  /** The entity whose name ends right before a token. */
  endingAt(token: number): Entity | null {
    return this.ofEnd.get(token) ?? null
  }

  /** The latest of those whose name ends in a lower-case word. */
  endingWith(word: string): Entity[] {
    return (this.byWord.get(word) ?? []).slice(-mostCandidates)
  }

  /** The entity with just this name. */
  named(name: string): Entity | null {
    return this.byName.get(fold(name)) ?? null
  }

  /** Links a name to the entity of its longer form (to `long` where the text says so), or makes a new one. */
  add(mention: NameMention, long: Entity | null = null): Entity {
    const entity =
      long ??
      this.find(mention.text, mention.from, pronounOfTitle(mention.title) ?? mention.pronoun ?? null) ??
      this.create(mention)
    entity.forms.add(mention.text)
    entity.mentions.push(mention)
    if (mention.text.includes(' ') && !mention.aside) entity.introduced.push(mention)
    entity.pronoun ??=
      pronounOfTitle(mention.title) ??
      (entity.type === 'person' ? likelyPronoun(wordsOf(entity.name)[0] ?? '') : null) ??
      mention.pronoun ??
      null
    if (mention.title) this.addTitle(entity, mention.title)
    if (mention.definite && mention.text === entity.name && entity.titles.size === 0) entity.type = bodyType(entity)
    this.byName.set(fold(mention.text), entity)
    const short = withoutForm(mention.text)
    if (short !== mention.text && short.includes(' ')) this.byName.set(fold(short), entity)
    if (mention.nickname)
      for (const name of [mention.nickname, mention.nickname.replace(/ \S+$/, '')]) this.byName.set(fold(name), entity)
    if (mention.text !== entity.name && mention.text.includes(' ')) this.rename(entity, mention.text)
    this.ofMention.set(mention.from, entity)
    this.ofEnd.set(mention.to, entity)
    return entity
  }

  /** "Suu Kyi" becomes "Aung San Suu Kyi", but "Alicia Doe" stays without what a headline or a title puts before it. */
  private rename(entity: Entity, text: string): void {
    const [words, known] = [wordsOf(text), wordsOf(entity.name)]
    const startsRight = ([first = '']: string[]) => isFirstName(first)
    const isLonger = endsLike(known, words) && !startsRight(known)
    const isBetter = endsLike(words, known) && startsRight(words) && !startsRight(known)
    if (isLonger || isBetter || withoutForm(text) === entity.name) entity.name = text
  }

  private addTitle(entity: Entity, title: string): void {
    entity.titles.add(title)
    if (entity.type === 'unknown' && wordsOf(title).some((word) => isTitle(word.toLowerCase()))) entity.type = 'person'
  }

  /** The entity with this name, or one whose name it is a part of: of several the one named last before token `before`. */
  find(name: string, before = Number.POSITIVE_INFINITY, pronoun: Entity['pronoun'] = null): Entity | null {
    const words = wordsOf(name)
    const known = this.byName.get(fold(name)) ?? this.byName.get(fold(withoutForm(name)))
    if (known && words.length > 1) return known
    const last = lastOf(name)
    const agrees = !pronoun || (known?.pronoun ?? pronoun) === pronoun
    if (known && agrees && (this.byWord.get(last) ?? []).length < 2) return known
    const key = words.length > 1 && !this.byWord.has(last) ? `of ${last}` : last
    const namesakes = (this.byWord.get(key) ?? []).slice(-mostCandidates).reverse()
    const sure = pronoun ? namesakes.filter((entity) => entity.pronoun === pronoun) : []
    const agreeing = namesakes.filter((entity) => !pronoun || !entity.pronoun || entity.pronoun === pronoun)
    const candidates = sure.length > 0 ? sure : agreeing.length > 0 ? agreeing : namesakes
    if (words.length === 1 && agreeing.length === 0 && namesakes.length > 0) return this.relativeOf(before, pronoun)
    if (words.length === 1)
      return (
        mostLikely(candidates, before, this.openingOf(before)) ??
        known ??
        this.findShort(name) ??
        this.findCompany(name)
      )
    return candidates.find((entity) => this.isSame(words, wordsOf(entity.name))) ?? this.bornAs(words)
  }

  /** "Ana Doe" where the text has Ana Doe Roe, whom she became; or the other way round. */
  private bornAs(words: string[]): Entity | null {
    const isBefore = (maiden: string[], married: string[]) =>
      fold(maiden[0] ?? '') === fold(married[0] ?? '') &&
      married
        .slice(1, -1)
        .map(fold)
        .includes(fold(maiden.at(-1) ?? ''))
    const namesakes = this.byWord.get(fold(words[0] ?? '')) ?? []
    const isSame = ({ type, name }: Entity) =>
      type === 'person' && (isBefore(words, wordsOf(name)) || isBefore(wordsOf(name), words))
    return namesakes.slice(-mostCandidates).find(isSame) ?? null
  }

  /** "Mrs Doe" where only her husband is a Doe: "his wife, Norma", if anybody is. */
  private relativeOf(before: number, pronoun: Entity['pronoun']): Entity | null {
    const isRelative = ({ name, mentions: [first] }: Entity) =>
      first?.pronoun === pronoun && first.from < before && before - first.from < 4 * nearby && !name.includes(' ')
    return this.entities.slice(-5 * mostCandidates).findLast(isRelative) ?? null
  }

  /** First names and short forms: "Hillary", "WaPo". */
  private findShort(name: string): Entity | null {
    const letter = this.byWord.get(`${name[0]?.toLowerCase()}*`) ?? []
    return (
      letter
        .slice(-100)
        .reverse()
        .find((entity) => isShortFor(name, wordsOf(entity.name))) ?? null
    )
  }

  /** "Kestrel", where the only company of that name is Kestrel Ferries. */
  private findCompany(name: string): Entity | null {
    const companies = this.placed.has(fold(name)) ? [] : (this.byWord.get(`company ${fold(name)}`) ?? [])
    return companies.length === 1 ? (companies[0] ?? null) : null
  }

  /** Two full names are one when first names agree, or one is an initial of the other. */
  private isSame(words: string[], other: string[]): boolean {
    const [a, b] = [fold(words[0] ?? ''), fold(other[0] ?? '')]
    if (endsLike(words, other) || endsLike(other, words)) return true
    return other.length === 1
      ? false
      : a === b || (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b))
  }

  private create({ text, title }: NameMention): Entity {
    const type = typeOf(text, title !== null)
    const entity: Entity = {
      name: text,
      forms: new Set(),
      type,
      pronoun: null,
      titles: new Set(),
      mentions: [],
      introduced: [],
    }
    this.entities.push(entity)
    const words = wordsOf(text)
    const first = fold(words[0] ?? '')
    // "Ohio" is not the Union of Ohio
    const last = type !== 'person' && / (?:of|for|on) /.test(text) ? `of ${lastOf(text)}` : lastOf(text)
    const keys = type === 'person' ? [last, first] : isForce.test(text) ? [last, 'police'] : [last]
    const letters = [text, text.replace(/^U\.?[KS]\.? /, '')].map((name) => `${name[0]?.toLowerCase()}*`)
    const company = companyWord(words)
    for (const key of new Set([...keys, ...letters, ...(company ? [`company ${company}`] : [])])) {
      this.byWord.set(key, this.byWord.get(key) ?? [])
      this.byWord.get(key)?.push(entity)
    }
    return entity
  }
}

/**
 * All names of a text as entities: longer names first, so that a last name, first name, initial or short form ("WaPo")
 * finds the full one wherever it stands; of several the latest before it wins.
 */
export function linkEntities(names: NameMention[], breaks: readonly { from: number }[]): EntityTable {
  const placed = new Set(names.filter((name) => name.placed).map(({ text }) => fold(text)))
  const table = new EntityTable(breaks, placed)
  const isFull = (name: NameMention) => name.text.includes(' ')
  for (const name of names) if (isFull(name)) table.add(name)
  names.forEach((name, at) => {
    const before = names[at - 1]
    const long = name.bracketed && before ? table.at(before.from) : null
    if (!isFull(name)) table.add(name, long?.type !== 'person' && long?.name[0] === name.text[0] ? long : null)
  })
  for (const entity of table.entities) entity.mentions.sort((a, b) => a.from - b.from)
  return table
}
