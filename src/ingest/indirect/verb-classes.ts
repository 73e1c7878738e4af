const words = (list: string) => list.trim().split(/\s+/)

/** Reporting verbs that behave alike: what they say of one another's clauses is learned together. */
const classes: Record<string, string[]> = {
  say: words(`say add claim argue note insist state contend maintain assert explain acknowledge admit concede declare announce reveal
    disclose confirm allege reiterate observe remark stress emphasize emphasise underscore predict conclude testify tweet write boast brag
    joke quip lament complain caution counter suggest hint mention recall reply respond opine proclaim surmise speculate reason recount relate
    repeat clarify elaborate post continue volunteer confess moan muse swear report estimate reckon signal indicate`),
  tell: words('tell warn inform remind assure advise instruct teach promise'),
  order: words(
    'urge order ask demand recommend request invite forbid call appeal beg plead press permit encourage propose',
  ),
  vow: words('promise vow pledge offer threaten refuse decline agree swear'),
  judge:
    words(`criticize criticise blast slam praise denounce condemn accuse blame charge attack lambast mock hail tout decry defend commend
    credit chide scold thank apologize apologise credit welcome fault`),
  label: words('describe label brand dub characterize characterise call deem portray compare liken'),
  deny: words('deny reject dismiss dispute refute rebut oppose doubt question challenge contest'),
  think: words(
    'believe think hope expect know fear worry wonder doubt suspect guess consider assess anticipate learn hear',
  ),
  show: words('find show determine calculate project forecast highlight detail outline prove figure signal indicate'),
}
const classOf = new Map<string, string>()
for (const [name, lemmas] of Object.entries(classes))
  for (const lemma of lemmas) if (!classOf.has(lemma)) classOf.set(lemma, name)

/** The class of a reporting lemma; nouns ("claim/n") and "according to" have their own. */
export function verbClass(lemma: string): string {
  if (lemma.endsWith('/n')) return 'noun'
  if (lemma === 'point out') return 'say'
  return lemma === 'according to' ? 'according' : (classOf.get(lemma) ?? 'other')
}
