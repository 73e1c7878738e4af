import type { NameMention } from './collect-names.ts'
import { countBefore } from './count-before.ts'
import type { Memory } from './find-antecedents.ts'
import type { Entity } from './link-entities.ts'
import { isNative, isRoleAcronym } from './name-words.ts'
import { isOfAge, yearsIn } from './read-age.ts'

const near = 8
const farthestBefore = 9

/** Nouns and titles that are said of the same people: "Sgt. Doe … the officer". */
const alike: ReadonlySet<string>[] = [
  'officer officers police mountie constable const sergeant sgt cpl corporal detective det inspector insp superintendent supt trooper policeman policewoman sheriff deputy',
  'senator sen republican democrat lawmaker legislator politician congressman congresswoman representative rep mp mps mpp mla td msp assemblyman assemblywoman councillor coun councilman councilwoman alderman backbencher',
  'minister secretary republican democrat chancellor premier president leader governor gov mayor politician',
  'judge justice magistrate',
  'doctor dr physician surgeon pediatrician cardiologist epidemiologist psychiatrist oncologist medic consultant',
  'professor prof researcher scientist academic lecturer scholar expert historian economist biologist geologist physicist chemist linguist psychologist sociologist criminologist ecologist',
  'lawyer attorney solicitor barrister counsel advocate prosecutor kc qc',
  'executive ceo cfo coo md chief boss chairman chairwoman chair chairperson president director founder businessman businesswoman',
  'canon bishop archbishop reverend rev pastor priest vicar dean cleric clergyman minister father rabbi imam',
  'coach manager boss head skipper',
  'striker forward defender midfielder goalkeeper goaltender goalie netminder defenceman defenseman blueliner winger player rookie star captain quarterback pitcher athlete footballer',
  'actor actress star performer comedian',
  'director filmmaker',
  'singer musician rapper songwriter star guitarist drummer',
  'conductor maestro',
  'author writer novelist journalist reporter columnist poet',
  'soldier general gen colonel col major maj captain capt lieutenant lt commander admiral veteran',
].map((list) => new Set(list.split(' ')))

/** Whether a noun can only mean a person: "the striker", "the 38-year-old", not "the operator". */
export const isPersonNoun = (head: string): boolean =>
  /-year-old$|^teen/.test(head) || alike.some((words) => words.has(head))

/** Titles as they are shortened before a name. */
const short = new Map(
  Object.entries({
    sgt: 'sergeant',
    sen: 'senator',
    rep: 'representative',
    gov: 'governor',
    gen: 'general',
    col: 'colonel',
    capt: 'captain',
    lt: 'lieutenant',
    det: 'detective',
    insp: 'inspector',
    dr: 'doctor',
    prof: 'professor',
    rev: 'reverend',
    cpl: 'corporal',
    const: 'constable',
    supt: 'superintendent',
    coun: 'councillor',
    cllr: 'councillor',
    adm: 'admiral',
    cmdr: 'commander',
    maj: 'major',
    mp: 'mp',
  }),
)

/** Words of a body's name that make it what a noun says: "the newspaper" is a Herald. */
const bodies: [heads: ReadonlySet<string>, names: RegExp][] = (
  [
    [
      'newspaper paper daily tabloid publication',
      /\b(?:Times|Post|Journal|Herald|Tribune|Gazette|Guardian|Telegraph|News|Courier|Chronicle|Observer|Globe|Mail|Mirror|Sun|Star|Express|Examiner|Press|Record|Standard|Independent|Echo|Argus)\b/,
    ],
    [
      'network broadcaster station channel',
      /\b(?:CNN|NBC|CBS|ABC|BBC|CBC|ITV|CTV|MSNBC|Fox|Sky|TV|Television|Radio|Network|Global|NPR|Al Jazeera)\b/,
    ],
    [
      'agency regulator watchdog body',
      /\b(?:Agency|Administration|Authority|Commission|Bureau|Service|Services|Office|Board|Centers?|Inspectorate|Ofcom|Ofsted|Directorate|Standards)\b/,
    ],
    ['department ministry', /\b(?:Department|Ministry|Treasury|Office)\b/],
    ['force', /\b(?:Police|Constabulary|Army|Navy|Air Force)\b/],
    ['club team side', /\b(?:FC|United|City|Rovers|Athletic|Town|Wanderers|Albion|County|Club)\b/],
    ['union', /\b(?:Union|Unison|Unifor|Unite|Guild|Brotherhood|Federation|Workers|Teamsters|Alliance|Association)\b/],
    [
      'charity nonprofit foundation organization organisation group',
      /\b(?:Trust|Foundation|Aid|Fund|Watch|Amnesty|Oxfam|Greenpeace|Society|Association|Council|Network|Coalition|Alliance|Campaign|Federation|Institute)\b/,
    ],
    ['party', /\b(?:Party|Labour|NDP|Liberals|Conservatives|Democrats|Greens)\b/],
    ['school college university', /\b(?:School|College|University|Academy)\b/],
    ['bank lender', /\bBank\b/],
    ['utility', /\b(?:Electric|Power|Hydro|Gas|Water|Energy|Edison|Utilities|Light)\b/],
    ['co-op cooperative co-operative chain grocer', /\b(?:Co-op|Co-operative|Cooperative|Foods|Stores|Markets?)\b/],
    ['railway railroad', /\b(?:Rail|Railway|Railways|Railroad|Amtrak)\b/],
    ['hospital trust', /\b(?:Hospital|Infirmary|NHS|Clinic|Medical Cent(?:er|re))\b/],
    ['airline carrier', /\b(?:Air|Airlines|Airways)\b/],
    ['court', /\bCourt\b/],
    ['council authority', /\bCouncil\b/],
  ] as [string, RegExp][]
).map(([heads, names]) => [new Set(heads.split(' ')), names])

/** Whether a body's name makes it what a noun says: "the newspaper" is the Harrow Herald. */
export const isBodyOfKind = (entity: Entity, head: string): boolean =>
  entity.type !== 'person' && bodies.some(([heads, names]) => heads.has(head) && names.test(entity.name))

/** How the text calls an entity what a noun says: in its title, in words near its name, by its age; null if it does not. */
export type Calling = 'title' | 'near' | 'like' | 'age' | null

/** "Premier Doe and the Greens' leader, Ana Roe": whether somebody else is named between a word and a name. */
function isOthers({ names, table }: Memory, name: NameMention, at: number): boolean {
  const [low, high] = at < name.from ? [at + 1, name.from] : [name.to, at]
  for (let i = countBefore(names, low); i < names.length && (names[i] as NameMention).from < high; i++) {
    const other = table.at((names[i] as NameMention).from)
    if (other?.type === 'person' && other !== table.at(name.from)) return true
  }
  return false
}

/** Whether a word that fits stands near one of the names of an entity. */
export function isNear(memory: Memory, entity: Entity, fits: (lower: string) => boolean): boolean {
  return entity.mentions.slice(0, 6).some((name) => {
    for (let at = Math.max(0, name.from - farthestBefore); at < name.to + near; at++) {
      const token = memory.tokens[at]
      if (!token || token.quote >= 0 || token.sentence !== memory.tokens[name.from]?.sentence) continue
      if (fits(token.lower) && !isOthers(memory, name, at)) return true
    }
    return false
  })
}

/** "the CM" of "Chief Minister", "the DCP" of "Deputy Commissioner of Police (North)". */
function isLettersOf(head: string, title: string): boolean {
  if (!isRoleAcronym(head.toUpperCase())) return false
  const letters = title.match(/(?<!\p{L})\p{Lu}/gu) ?? []
  return letters.join('').toLowerCase().includes(head)
}

/** Whether and how the text calls an entity what a noun says. */
export function callingOf(memory: Memory, entity: Entity, head: string): Calling {
  const years = yearsIn(head)
  if (years > 0) return isOfAge(memory, entity, years, years) ? 'age' : null
  if (/^(?:boy|girl|child|youngster)$/.test(head) && isOfAge(memory, entity, 2, 17)) return 'age'
  if (head === 'teenager' || head === 'teen') return isOfAge(memory, entity, 13, 19) ? 'age' : null
  const singular = head.replace(/s$/, '')
  const same = (lower: string) => lower === head || lower === singular
  const titles = [...entity.titles]
    .flatMap((title) => title.toLowerCase().split(/[^\p{L}]+/u))
    .map((word) => short.get(word) ?? word)
  if (titles.some(same) || [...entity.titles].some((title) => isLettersOf(head, title))) return 'title'
  if (isNear(memory, entity, same)) return 'near'
  if (isNative(head) && isNear(memory, entity, (lower) => lower.startsWith(head.slice(0, 4)))) return 'near'
  const classes = alike.filter((words) => words.has(head))
  const like = (lower: string) => classes.some((words) => words.has(lower))
  return classes.length > 0 && (titles.some(like) || isNear(memory, entity, like)) ? 'like' : null
}
