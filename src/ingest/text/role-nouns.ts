/** Nouns for people and bodies that speak in the news. */
const roles = new Set(
  `spokesman spokeswoman spokesperson spokespeople official officials officer officers police detective detectives investigator investigators
  prosecutor prosecutors lawyer lawyers attorney attorneys solicitor barrister judge justice magistrate jury coroner sheriff deputy deputies chief
  president vice-president minister secretary senator congressman congresswoman congressmen lawmaker lawmakers legislator legislators representative
  representatives mayor governor councillor councilman councilwoman councillors councilor commissioner commissioners ambassador diplomat diplomats envoy chancellor
  premier king queen prince princess pope bishop archbishop priest pastor rabbi imam vicar chairman chairwoman chairperson chair director directors
  executive executives ceo cfo founder co-founder owner owners manager managers head heads leader leaders boss adviser advisers advisor advisors aide aides
  analyst analysts economist economists expert experts researcher researchers scientist scientists professor lecturer historian biologist
  author authors writer reporter reporters journalist journalists editor editors columnist critic critics reviewer blogger host anchor
  doctor doctors nurse nurses physician surgeon patient patients teacher teachers principal headteacher student students pupil pupils
  parent parents mother father mom dad son daughter brother sister wife husband widow widower uncle aunt grandmother grandfather friend friends
  neighbor neighbour neighbors neighbours resident residents villager villagers witness witnesses victim victims survivor survivors suspect defendant
  man woman men women boy girl teenager driver pilot captain sailor fisherman farmer farmers worker workers employee employees staff volunteer volunteers
  activist activists campaigner campaigners protester protesters organizer organizers organiser organisers supporter supporters voter voters candidate
  candidates nominee opponent opponents rival rivals coach player players manager striker goalkeeper midfielder captain athlete singer actor actress
  artist composer musician director producer designer architect engineer engineers developer curator gardener chef trader traders investor investors
  company firm agency department ministry government administration council committee commission court bank union unions party group organization
  organisation association institute university school hospital newspaper magazine paper website network station channel charity club team campaign
  report statement letter study survey poll document documents memo email post article filing lawsuit complaint indictment affidavit ruling
  source sources insider insiders veteran veterans soldier general colonel commander admiral member members people person delegate delegates
  counsel regulator regulators authorities authority firefighter firefighters paramedic landlord tenant tenants shopkeeper customer customers user users
  campaigners demonstrators insurers islanders organisers growers breeders commuters motorists passengers shoppers unions ministers councils
  mountie mounties goaltender goalie netminder defenceman defenseman blueliner maestro filmmaker
  advocate conservator reader viewer listener rookie debutant wicketkeeper meteorologist epidemiologist
  collector interviewer presenter moderator convener clerk publican treasurer publisher headman headmaster headmistress superintendent trustee comptroller registrar provost convener whip quarterback guard
  receiver cornerback lineman punter kicker shortstop reliever batsman batter bowler playmaker
  forward pitcher catcher outfielder infielder linebacker winger fullback prop hooker flanker skipper sprinter jockey trainer referee umpire
  retiree retirees mechanic mechanics seller welder carpenter electrician plumber builder janitor barber butcher baker grocer beekeeper shepherd rancher grower
  planner planners surveyor controller assessor archivist dispatcher ecologist hydrologist virologist climatologist criminologist
  undersecretary lieutenant sergeant constable inspector warden ranger lobbyist strategist pollster spokesmen broker banker accountant auditor
  actuary agent publicist novelist poet playwright painter sculptor photographer filmmaker comedian rapper songwriter guitarist drummer
  republican republicans democrat democrats conservative conservatives liberal liberals labour tory tories`
    .trim()
    .split(/\s+/),
)

const bodies = new Set(
  'company firm agency department ministry government administration council committee commission court bank union party group organization organisation association institute university school hospital newspaper magazine paper website network station channel charity club team campaign operator manufacturer retailer carrier airline authority regulator'.split(
    ' ',
  ),
)

/** Titles that stand before a name and are no part of it, in lower case without a dot. */
const titles = new Set(
  `mr mrs ms miss dr sir dame lord lady prof professor rev reverend father sister hon sen senator rep representative gov governor president
  vice prime minister secretary chancellor mayor judge justice chief gen general col colonel lt lieutenant sgt sergeant capt captain maj major
  cmdr commander adm admiral det detective insp inspector supt superintendent constable officer deputy sheriff king queen prince princess pope
  bishop archbishop cardinal rabbi imam ambassador councillor councilman councilwoman cllr speaker leader coach attorney congressman
  congresswoman first lady chairman chairwoman director dean pastor cr canon archdeacon baroness baron viscount earl duke duchess sheikh
  madam mama hajia alhaji alhaja mzee td tds taoiseach tánaiste comrade venerable ven amb atty msgr fr pte pvt spc sens reps govs drs profs messrs justices gens sgts dets consts couns senators mp msp mep cllr independent quarterback goalkeeper midfielder striker winger skipper frontman counselor counsellor
  brigadier brig pc dc ds dci supt mme mx herr frau señor señora alderman alderwoman alderperson ald assemblyman assemblywoman assemblymember
  councilmember selectman selectwoman trooper patrolman reeve pres asst pfc cdr dist`
    .trim()
    .split(/\s+/),
)

/** Whether a lower-cased noun names somebody or something that speaks: "mayor", "police", "report". */
export const isRole = (lower: string): boolean => roles.has(lower)
/** Whether a lower-cased noun names a body: "company", "ministry". */
export const isBody = (lower: string): boolean => bodies.has(lower)
/** "Mother-of-two Ana Doe" */
const parentOf = /^(?:mother|mum|mom|father|dad|parent|grandmother|grandfather)-of-/

/** Whether a lower-cased word is a title before a name: "dr", "senator". */
export const isTitle = (lower: string): boolean => titles.has(lower) || parentOf.test(lower)

const organisationWords = new Set(
  `inc corp corporation company co ltd llc plc group holdings university college school academy institute department ministry agency bureau
  committee commission council court house senate congress parliament association federation union society foundation fund bank trust
  party police times post news press journal herald ledger tribune gazette guardian telegraph radio television tv network magazine review report
  hospital clinic church museum library centre center office service services authority administration board army navy force airlines
  airways railways railway systems technologies technology research laboratory labs international utilities ferries rovers united city fc club
  team league alliance coalition campaign project initiative partners capital industries motors energy pharmaceuticals media studios
  line lines shipping buses brewery brewing bakery farms stores supermarkets insurance inspectorate directorate secretariat forum exchange chamber parliament assembly brigade regiment festival foods airways rail transit
  commodities securities trading logistics ventures advisors advisers consulting solutions networks associates collective conservancy cooperative
  co-op co-operative boatworks mills mining minerals petroleum estates properties realty wireless telecom robotics semiconductor biotech therapeutics labs genomics
  infirmary hospice borough parish tribunal directorate consortium syndicate academy orchestra choir ensemble brands retail supermarket hotels
  l.l.c. l.l.c l.l.p. l.p. entertainment records works gallery theatre theater orchestra nations agency watch courier chronicle observer wire conservatory conservatoire`
    .trim()
    .split(/\s+/),
)

const demonyms = new Set(
  'scot czech dutch dutchman frenchman irishman englishman welshman spaniard swede dane finn pole turk greek swiss iraqi israeli pakistani kiwi aussie briton'.split(
    ' ',
  ),
)
const noDemonyms = new Set(
  `christian brian adrian julian vivian lillian sebastian bastian gillian jillian marian florian dorian fabian damian cyprian hadrian maximilian
  guardian librarian comedian custodian barbarian civilian diocese archdiocese therese reese parish cavendish standish beamish parrish
  mctavish macleish`
    .trim()
    .split(/\s+/),
)

/** Whether a lower-cased word says where somebody is from: "scot", "burundian", "japanese". */
export const isDemonym = (lower: string): boolean =>
  demonyms.has(lower) || (lower.length > 5 && /(?:[^t]ian|ese|ish)$/.test(lower) && !noDemonyms.has(lower))

const placeWords = new Set(
  `road street avenue lane square bay county river lake island islands park bridge valley hill hills town village mountain beach coast sea ocean
  harbour harbor port peninsula province republic kingdom states state isle forest canal airport station north south east west northern southern
  eastern western arabia korea zealand york jersey carolina dakota hampshire mexico lanka kong angeles francisco vegas britain ireland wales
  scotland england africa scotia columbia brunswick saskatchewan aires paulo rica rico leone faso point springs creek falls heights crossing dhabi lumpur ababa moines rouge janeiro aviv fort mount day inn motel hotel lodge highway dam reservoir`
    .trim()
    .split(/\s+/),
)

/** Whether a lower-cased word inside a name makes it a place's. */
export const isPlaceWord = (lower: string): boolean => placeWords.has(lower)
/** Whether a lower-cased word inside a name makes it an organisation's. */
export const isOrganisationWord = (lower: string): boolean => organisationWords.has(lower)
