import { isBody, isOrganisationWord, isRole, isTitle } from '../text/role-nouns.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

const ranks = words(
  `cpl const cst coun pvt spc ssgt tsgt msgt amn staff-sgt rcmp-cpl secretary-general director-general governor-general lieutenant-governor
  attorney-general solicitor-general vice-president vice-admiral vice-chancellor vice-chair commodore airman ensign chair co-chair vice-chairman
  chairperson chairwoman minister-president undersecretary commissioner deputy acting interim former outgoing mp mla mpp mna mep ayatollah maulana hon
  garda adv pro tem shri smt sri kumari selvi engr barr arc mallam otunba dato datuk counsel controller supervisor consul marshal curate rector
  defender ombudsman conductor choreographer juror foreman bailiff chaplain deacon elder emir countess marquess marchioness administrator corporal
  postmaster tutor astronaut cosmonaut geologist seismologist oceanographer pharmacist dentist psychologist psychiatrist naturalist restaurateur brewer vintner`,
)
/** "Judge-Executive", "Secretary-Treasurer" */
const isDoubleTitle = (lower: string): boolean =>
  /^(?:judge|secretary|clerk|treasurer|sheriff|mayor|principal|owner|player|chairman)-(?:executive|treasurer|coroner|president|moderator|general|manager|coach|operator|ceo)$/.test(
    lower,
  )

/** "Then-Gov.", "ex-minister" */
const isOnceTitle = (lower: string): boolean => {
  const once = /^(?:then|ex)-(.+)$/.exec(lower)?.[1]
  return once !== undefined && isTitle(once)
}

/** Whether a lower-cased word, a dot aside, stands before a name as a title or an office and is no part of it. */
export const isOfficeWord = (lower: string): boolean =>
  isTitle(lower) ||
  isDoubleTitle(lower) ||
  /-(?:elect|designate)$/.test(lower) ||
  isOnceTitle(lower) ||
  (isRole(lower) && !isBody(lower) && !noOffices.has(lower)) ||
  ranks.has(lower)
const noOffices = words(
  'report statement letter study survey poll document documents memo email post article filing lawsuit complaint indictment affidavit ruling unions councils authorities police people staff man woman men women boy girl group',
)
/** Whether a lower-cased word is a title or rank, which makes the next word a person's name. */
export const isRank = (lower: string): boolean =>
  isTitle(lower) || ranks.has(lower) || /-(?:elect|designate)$/.test(lower) || isOnceTitle(lower)

/** "the CS", "DCP Farah Doe": the letters of an office. */
export const isRoleAcronym = (text: string): boolean => acronyms.has(text.replace(/['’]s$/, ''))
const acronyms = words(
  'PM CM CS CJ AG DG MD VC ASP CSP DSP SSP DCP ACP IGP IG DIG DPP MCA MP MLA MNA MLC MSP MEP MPP TD PPRO PRO CEO CFO COO CTO CIO CISO COP',
)

/** "Opposition MPs": several people, and no name. */
export const isPluralRole = (text: string): boolean => /^\p{Lu}{2,4}s$/u.test(text) && isRoleAcronym(text.slice(0, -1))

/** "the Idaho Republican": somebody of that party. */
export const isParty = (lower: string): boolean => parties.has(lower)
const parties = words('republican democrat liberal conservative tory native')

/** "the Texan", "the Dubliner": somebody from there. */
export const isNative = (lower: string): boolean => natives.has(lower)
const natives = words(
  `texan ohioan iowan alaskan kansan nebraskan minnesotan michigander tennessean montanan utahn oklahoman arizonan kentuckian marylander mainer
  vermonter londoner dubliner glaswegian mancunian liverpudlian geordie scouser cornishman yorkshireman ulsterman queenslander
  novocastrian torontonian montrealer albertan manitoban islander american mexican german korean cuban african kenyan ugandan rwandan
  zimbabwean moroccan dominican jamaican venezuelan zambian samoan tongan fijian new-yorker belgian norwegian`,
)

/** "the North Dakotan", "the West Virginian" */
export const isPointedNative = (tokens: readonly { lower: string }[], from: number, to: number): boolean =>
  to - from === 2 &&
  /^(?:north|south|east|west|new)$/.test(tokens[from]?.lower ?? '') &&
  /(?:[^t]ian|[dk]otan|zealander|yorker|african|korean|american)$/.test(tokens[to - 1]?.lower ?? '')

/** Roles that are last names too: stripped before a first name ("Bishop Jane Doe"), kept after one ("Mary Baker Eddy"). */
export const isSurnameToo = (lower: string): boolean => surnames.has(lower)
const surnames = words(
  'baker bishop king pope prince judge dean farmer page major guard hunter cook priest pastor fisher head sailor driver barber butcher carpenter shepherd prop duke earl baron canon cardinal forward young lord',
)

/** Names that "of", "for" or "on" goes on: "Department of Justice", "Citizens for Clean Rivers", "Commission on Presidential Debates". */
export const takesComplement = (lower: string): boolean => heads.has(lower)
const heads = words(
  `department ministry university bank house institute school college academy board museum library office bureau court federation association
  society league agency commission committee center centre centers centres council chamber citizens doctors friends mothers church duke duchess
  earl countess diocese archdiocese bishop city guild order faculty union assembly party chiefs confederation fund foundation alliance coalition
  network campaign movement congress parliament organization organisation institution group conference convention church port people students
  teachers physicians lawyers scientists veterans parents daughters sons knights college hospital royal society research fellowship brotherhood
  directorate division bar journal state republic kingdom army navy conservatory conservatoire transport aclu naacp
  town borough parish county province embassy consulate duchy isle tribe nation village township trust commonwealth presbytery synod consortium
  district region regency emirate principality registry command legion company corporation bishopric deanery abbey priory convent mosque temple
  synagogue chapter club christ protection prevention advancement study promotion preservation conservation`,
)

/** Words of departments and subjects: "and" between two of them is part of a name ("Health and Human Services"). */
export const isTopic = (lower: string): boolean => topics.has(lower)
const topics = words(
  `health human services welfare commerce labor labour industry energy food drug drugs agriculture rural environment climate change culture
  sport sports media education science sciences technology innovation skills justice security immigration customs border naturalization citizenship
  refugee refugees women gender equality families family children seniors tourism trade development cooperation finance revenue treasury housing
  urban communities community local government infrastructure transport transportation fisheries oceans forests forestry lands natural resources
  water parks recreation wildlife mines mining employment workforce work pensions defence defense veterans indigenous northern crown-indigenous relations
  foreign commonwealth affairs international public safety emergency prevention control disease medicine medical medicines research exchange
  securities markets financial conduct competition consumer protection conservation standards prisons probation crime fire rescue ambulance arts
  letters engineering mathematics business economics economic political policy strategic studies space atmospheric oceanic aeronautics alcohol
  tobacco firearms explosives planning budget tax management training youth disability disabilities social state staff home interior intelligence
  national federal digital information communications telecommunications petroleum gas oil power digital regulatory healthcare products
  enforcement preparedness response immunology infectious allergy cultural educational scientific supplies planning lands works buildings
  mental heritage status languages pensions procurement reconciliation partnerships oceans coast inclusion diversity trade levelling-up roads highways sanitation irrigation livestock
  agri-food addiction addictions gaming lotteries liquor cannabis racing policing corrections`,
)

/** Whether a lower-cased word inside a name makes it a body's. */
export const isBodyWord = (lower: string): boolean => isOrganisationWord(lower) || moreBodies.has(lower)
const moreBodies = words(
  `institution convention front movement survey caucus pac enforcement constabulary nhs bloc network organization organisation conference confederation centers
  centres group program programme registry taskforce squad unit command corps guard guild workers teachers nurses physicians scholars sabha
  citizens ombudsman elections hydro airport tories broadcaster regulator parliament senate congress colleges schools universities veterans
  journalists councillors doctors friends monitor telegram star sun globe mail mirror express examiner sentinel bulletin independent economist
  debates prisons charities water power electric gas pictures films health financial talkies space hotel restaurant theatre trust resources sangh samiti morcha manch mandal nigam holdings dynamics homes foods pharma biotech mart growers investigations ltd. inc. corp. co. bros brothers sons pub bar grill`,
)

/** Last names that look like a word of a body's name: "Cheryl Mills". */
export const isBodySurname = (lower: string): boolean => bodySurnames.has(lower)
const bodySurnames = words(
  'mills church house court parish post works watch press guard group star independent brewer lines bar sun news bishop monitor friends sons brothers unit bank hydro power health',
)

/** Whether a word may say what somebody does, where a first name follows: "Seismologist Jane Doe". */
export const isCalling = (lower: string): boolean => lower.length > 4 && /(?:ist|er|or|ian|ant|man|woman)$/.test(lower)

/** Words that open a sentence with a capital before somebody's name: "Former President Jane Doe", "Meanwhile Doe". */
export const isOpener = (lower: string): boolean =>
  openers.has(lower) || (/(?:ing|ly)$/.test(lower) && lower.length > 5 && !notOpeners.has(lower))
const notOpeners = words(
  'manning fleming browning harding golding darling reading sterling jennings keating downing dowling kipling fielding cumming whiting bowling starling beverly kimberly carly emily molly lilly kelly donnelly connelly connolly reilly riley holly sally billy willy beijing xiaoping',
)
const openers = words(
  `former new say says only dear fellow disgraced embattled outgoing top senior veteran longtime retired ousted jailed late ex exiled incoming newly
  elected billionaire millionaire actor actress singer comedian rapper author writer journalist reporter lawyer teacher student fan fans fellow
  watch see read photo image video listen exclusive breaking opinion analysis updated why how poor young old big little small many inside outside`,
)

/** Words that are months or auxiliaries, and names of people: "Theresa May", "Will Smith", "June Doe". */
export const isHomonym = (lower: string): boolean => homonyms.has(lower)
const homonyms = words(
  'may april june august sunday monday friday jan will few rather said best good great still long young',
)
