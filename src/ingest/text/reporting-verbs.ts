/** Verbs that almost always report speech where a quote stands beside them. */
const lemmas = `
say tell add note explain claim argue state insist write tweet declare announce report admit acknowledge suggest warn respond reply
answer ask recall remark observe comment contend assert believe think maintain stress emphasize emphasise conclude predict joke quip
agree deny confirm describe call urge vow promise pledge complain lament concede caution counter testify reveal post shout yell boast
brag reiterate repeat allege mention insist recount retort sigh snap swear opine proclaim protest reason rebut refute speculate
summarize summarise surmise underscore volunteer marvel muse murmur mutter whisper exclaim cry plead object scoff chide chuckle
criticize criticise blast slam praise denounce condemn accuse read continue begin go point remember tease blog email text message
interject hint signal advise instruct order demand wonder elaborate clarify disclose relate apologize apologise thank label brand
dub characterize characterise label characterise inform explain offer laugh grumble gush enthuse rule
correct question assure croak bark growl groan mumble shoot put chime fire hit refer liken compare dismiss hail deride mock tout chant
reference specify defend cite pronounce summon venture persist interrupt interject drawl sneer gasp bellow intone reckon rate
blurt burst chip pipe
`
  .trim()
  .split(/\s+/)

const irregular: Record<string, string[]> = {
  say: ['says', 'said', 'saying'],
  tell: ['tells', 'told', 'telling'],
  write: ['writes', 'wrote', 'writing', 'written'],
  think: ['thinks', 'thought', 'thinking'],
  begin: ['begins', 'began', 'beginning'],
  read: ['reads', 'read', 'reading'],
  swear: ['swears', 'swore', 'swearing'],
  go: ['goes', 'went'],
  shoot: ['shoots', 'shot'],
  put: ['puts', 'put'],
  hit: ['hits', 'hit'],
  burst: ['bursts', 'burst'],
  fire: ['fires', 'fired'],
}
const doubled = new Set(['admit', 'quip', 'slam', 'brag', 'snap', 'blog', 'refer', 'rebut', 'dub', 'chip'])

function inflect(lemma: string): string[] {
  const known = irregular[lemma]
  if (known) return known
  if (/[^aeiou]y$/.test(lemma)) return [`${lemma.slice(0, -1)}ies`, `${lemma.slice(0, -1)}ied`, `${lemma}ing`]
  if (lemma.endsWith('e')) return [`${lemma}s`, `${lemma}d`, `${lemma.slice(0, -1)}ing`]
  const stem = doubled.has(lemma) ? lemma + lemma.slice(-1) : lemma
  const third = /(?:s|sh|ch|x)$/.test(lemma) ? `${lemma}es` : `${lemma}s`
  return [third, `${stem}ed`, `${stem}ing`]
}

const lemmaOf = new Map<string, string>(
  lemmas.flatMap((lemma) => [lemma, ...inflect(lemma)].map((form) => [form, lemma] as const)),
)

/** Verbs that mean speech by themselves; the others need a quote close by. */
const plain = new Set(
  'say tell add explain write tweet declare announce insist reply respond warn argue claim recall remark quip joke concede testify state'.split(
    ' ',
  ),
)

/** Forms that are nouns more often than verbs where no name or pronoun stands before them: "the state", "reports". */
const nouns = new Set(
  `state report claim rule post comment point call order demand charge signal answer reason offer promise praise message text email blog label
  brand laugh cry sigh joke quip mention hint note remark vow pledge boast read advise object counter question thank slam tweet tease reason wonder warning whisper shout murmur protest rebut reference chant`
    .trim()
    .split(/\s+/),
)

/** Verbs that report speech only with the word after them: "shot back", "put it". */
const phrasal: Record<string, RegExp> = {
  shoot: /^back$/,
  hit: /^back$/,
  fire: /^back$/,
  put: /^it$/,
  chime: /^in$/,
  chip: /^in$/,
  pipe: /^up$/,
  blurt: /^out$/,
  burst: /^out$/,
  refer: /^to$/,
  go: /^(?:on|further)$/,
}

/** Whether the word after a verb lets it report speech. */
export const isPhrasal = (lemma: string, next: string): boolean => phrasal[lemma]?.test(next) ?? true

/** Whether the word after a verb is part of it, so that the subject may follow: "chimed in Doe", "went on Doe", "called out Doe". */
export const isParticle = (lemma: string, next: string): boolean =>
  /^(?:in|on|up|out)$/.test(next) &&
  (lemma in phrasal ? isPhrasal(lemma, next) : /^(?:call|cry|shout|yell)$/.test(lemma) && next === 'out')

/** Whether a form can be a noun as well: the bare verb ("report") or its form in -s ("reports"). */
export function isNounLike(form: string, lemma: string): boolean {
  return nouns.has(lemma) && (form === lemma || form.endsWith('s'))
}

/** The lemma of a reporting verb's form in lower case ("told" → "tell"), or null. */
export function reportingLemma(form: string): string | null {
  return lemmaOf.get(form) ?? null
}

/** Whether a form in lower case tells that somebody reports something, by itself: "said", "says", "announced". */
export const isReportingForm = (form: string): boolean =>
  isPlainSpeech(lemmaOf.get(form) ?? '') && /(?:d|s|t|e)$/.test(form)

/** Whether a reporting verb means speech even without a quote beside it. */
export function isPlainSpeech(lemma: string): boolean {
  return plain.has(lemma)
}

/** `…, called the drop "…"`: verbs whose object stands before the words, so that it does not speak. */
const objectVerbs = new Set(
  'call brand label dub describe accuse praise blast slam dismiss condemn denounce criticize criticise hail deride mock liken compare'.split(
    ' ',
  ),
)
/** Whether what follows a verb is its object, and whoever speaks stands before it. */
export const takesObject = (lemma: string): boolean => objectVerbs.has(lemma)
