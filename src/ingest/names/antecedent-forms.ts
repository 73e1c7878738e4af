import { makeForm } from '../form.ts'

/** Each feature again, told apart by what sort of word is meant: "he/she turn 0". */
const byGroup = <const T extends string>(templates: readonly T[]) =>
  templates.map((template) => `{group} ${template}` as const)

/** What is true of a mention that means nobody named. */
export const nobodyForm = makeForm(
  'none',
  'none {kind}',
  'none {group}',
  '{unnamed?}none unnamed spoke',
  '{unnamed?}none {group} unnamed spoke {since}',
  '{article?}none {article}',
  '{article?}none {article} {kind}',
  '{unfit?}none fits',
  '{led?}none led by {led}',
  '{calls?}none called-{calls}',
  '{calls?}none {kind} called-{calls}',
  '{epithet?}none epithet {epithet}',
  '{epithet?}none {kind} epithet {epithet}',
)

const ofPlace = [
  '{known?}person {known}',
  'turn {turn}',
  'sentences {sentences}',
  'paragraphs {paragraphs}',
  'role {role}',
  'role {role} {sentences}',
  'count {count}',
  '{spoke?}spoke',
  '{spoke?}spoke {since}',
  '{full?}full',
  '{fresh?}fresh {role}',
  '{fresh?}fresh paragraphs {paragraphs}',
  '{theirs?}theirs {theirs}',
  '{theirs?}theirs {theirs} {role}',
  '{theirs?}theirs paragraphs {paragraphs}',
] as const
const ofType = ['{kind} {entity} turn {turnOfType}', '{most?}{kind} most-named', '{most?}most-named {entity}'] as const

const ofPronoun = [
  '{gender?}{gender}',
  '{gender?}{gender} {type}',
  ...ofPlace,
  '{fit?}fit {fit}',
  '{fit?}fit {fit} {role}',
  '{fit?}fit {fit} paragraphs {paragraphs}',
  '{fit?}fit {fit} {role} sentences {sentences}',
] as const
/** What is true of a candidate for "she", "it", "they". */
export const pronounForm = makeForm('{group} {type}', ...ofPronoun, ...byGroup(ofPronoun), ...ofType)

const ofNoun = [
  '{indefinite} {kind} {type}',
  '{named?}{kind} in-name',
  '{named?}in-name',
  '{company?}company {company}',
  '{company?}company {company} {type}',
  '{gender?}noun-{gender}',
  '{kinSpoke?}kin-spoke',
  '{namesake?}kin-namesake',
  '{ofKind?}kind-in-name',
  '{ofKind?}{kind} kind-in-name',
  '{called?}{kind} described',
  '{called?}described {type}',
  '{called?}called {called}',
  '{like?}like',
  '{itself?}called',
  '{first?}called-first',
  '{first?}{kind} called-first',
  '{first?}called-first {called}',
  '{titled?}titled otherwise',
  '{titled?}{kind} titled otherwise',
  ...ofPlace,
] as const
/** What is true of a candidate for "the coach", "her husband". */
export const nounForm = makeForm(
  '{kind} {type}',
  ...ofNoun,
  ...byGroup(ofNoun),
  'noun {article}',
  '{kind} turn {turn}',
  '{spoke?}{kind} spoke',
  '{spoke?}{article} spoke',
  ...ofType,
  '{uncalled?}called-{calls} not',
  '{uncalled?}{kind} called-{calls} not',
  '{only?}only person',
  '{only?}{kind} only person',
  '{agrees?}only agrees',
  '{shared?}shares-word',
  '{shared?}{kind} shares-word',
  '{owns?}owns',
  '{epithet?}epithet {epithet} {type}',
  '{epithet?}epithet {epithet} role {role}',
  '{epithet?}epithet {epithet} turn {turn}',
  '{epithet?}epithet {epithet} {role} sentences {sentences}',
  '{spoke?}epithet {epithet} spoke',
  '{most?}epithet {epithet} most-named',
)
