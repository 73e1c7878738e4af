import { expect, test } from 'vitest'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'

/** Every way in which somebody is put, in every way in which words are given to somebody: rules for one must not undo another. */

const lead = 'The road was closed on Monday after the storm.\n\n'

/** Who speaks as printed before a verb, and the name behind it. */
const speakers: [string, string][] = [
  ['Ana Doe', 'Ana Doe'],
  ['Mr. Doe', 'Doe'],
  ['Ms. Ana Doe', 'Ana Doe'],
  ['Dr Ana Doe', 'Ana Doe'],
  ['Sen. Clay Moss (R-Utah)', 'Clay Moss'],
  ['Sen. Clay Moss, R-Utah,', 'Clay Moss'],
  ['Rep. Clay Moss, a Utah Republican,', 'Clay Moss'],
  ['Ana Doe, 54,', 'Ana Doe'],
  ['Ana Doe, the mayor of Leeds,', 'Ana Doe'],
  ['U.S. Rep. Ana Doe', 'Ana Doe'],
  ['J. P. Doe', 'J. P. Doe'],
  ['Wm. Doe', 'Wm. Doe'],
  ['Ray Doe III', 'Ray Doe III'],
  ['Lt. Col. Ana Doe', 'Ana Doe'],
  ['Kestrel Inc. spokesman Ray Doe', 'Ray Doe'],
  ["Kestrel's chief executive, Ana Doe,", 'Ana Doe'],
  ['Professor Ana Doe of the University of Leeds', 'Ana Doe'],
  ["Ana O'Doe", "Ana O'Doe"],
  ['Ana de Silva', 'Ana de Silva'],
  ['Ana Doe, who runs the café,', 'Ana Doe'],
  ['Ana Doe, a 54-year-old nurse from Harrow,', 'Ana Doe'],
  ['Ana Doe, an analyst at St. Ives & Co.,', 'Ana Doe'],
  ['the Rev. Ana Doe', 'Ana Doe'],
  ['Zainab Al-Harani', 'Zainab Al-Harani'],
  ['Kestrel Ferries', 'Kestrel Ferries'],
  ['the Harrow Institute', 'Harrow Institute'],
  ["the Harrow County Sheriff's Office", "Harrow County Sheriff's Office"],
]

/** `§` is the speaker, `¤` the speaker at the end of a clause. */
const direct = [
  '“It is very late for us,” § said.',
  '“It is very late for us,” said ¤.',
  '“Is it too late for us?” § asked.',
  '"Is it too late for us?" asked ¤.',
  '“It is too late for us!” § said.',
  '§ said: “It is very late for us.”',
  '§ told reporters, “It is very late for us.”',
  '“It is very late,” § said. “It is very late for us.”',
  '“It is very late for us,” according to ¤.',
  '“It is very late for us,” said ¤, adding that nobody came.',
  'The mayor was ill. “It is very late for us,” § said on Monday.',
  '“Is it very late for us?” § wanted to know. “It is very late for us,” § said.',
  'In a statement, § said: “It is very late for us.”',
  '‘It is very late for us,’ § said.',
  '“It is very late for us,” § wrote on Twitter.',
  'But § said: “It is very late for us.”',
  '“But,” § said, “it is very late for us.”',
  '“It is very late for us,” § said Tuesday.',
  '§ said the plan was “very badly drawn”.',
  '§ called the plan “very badly drawn”.',
  'The plan is “very badly drawn”, § said.',
  'According to ¤, the plan is “very badly drawn.”',
  '§ said that the plan, which was “very badly drawn”, would fail.',
  '§ warned that the plan was “very badly drawn” and that it would fail.',
  '§ said the plan would fail, calling it “very badly drawn”.',
]

/** The reported clause stands in brackets. */
const indirect = [
  '§ said [the bridge would open in May].',
  '§ told reporters [the bridge would open in May].',
  '§ told the Herald on Tuesday [that the bridge would open in May].',
  '[The bridge would open in May], said ¤.',
  '[The bridge would open in May], § told the council on Tuesday.',
  '[The bridge would open in May], according to ¤.',
  '[The bridge], § said, [would open in May].',
  'In a statement, § said [the bridge would open in May].',
  '§ has warned [that the bridge would not open in May].',
  'The road is shut, but § insisted [the bridge would open in May].',
  '§ urged [the council to open the bridge in May].',
  '§ accused [the council of lying about the bridge].',
  '§ denied [that the bridge was late].',
  'When asked about it, § said [the bridge was late].',
  '[The bridge was late], § acknowledged.',
]

function fill(form: string, speaker: string): string {
  const first = form.startsWith('§') ? speaker.charAt(0).toUpperCase() + speaker.slice(1) : speaker
  return form.replaceAll('§', first).replaceAll('¤', speaker.replace(/,$/, '')).replaceAll('..', '.')
}

test.each(direct)('whoever it is has said the words in: %s', (form) => {
  for (const [speaker, name] of speakers) {
    const text = fill(form, speaker)
    const { quotes, sources } = extractQuotes(lead + text)
    const last = quotes.findLast(({ kind }) => kind !== 'indirect')
    expect.soft(sources[last?.source ?? -1]?.name, text).toBe(name)
  }
})

test.each(indirect)('whoever it is has said the clause in: %s', (form) => {
  for (const [speaker, name] of speakers) {
    const text = fill(form, speaker)
    const clause = [...text.matchAll(/\[(.*?)\]/g)].map(([, part]) => part).join(' ')
    const { quotes, sources } = extractQuotes(lead + text.replace(/[[\]]/g, ''))
    const found = quotes.find((quote) => quote.kind === 'indirect' && quote.text === clause)
    expect.soft(found && sources[found.source ?? -1]?.name, text).toBe(name)
  }
})

const introductions = [
  'Mayor Maria Lopez opened the bridge on Monday.',
  'The bridge was opened on Monday by Maria Lopez, the mayor of Harrow.',
  'The mayor, Maria Lopez, 54, opened the bridge on Monday.',
  '“It was a long wait,” said Maria Lopez, 54, mayor of Harrow.',
  'It was the first speech on the bridge by 54-year-old mayor Maria Lopez.',
  'Harrow, Ohio — Mayor Maria Lopez opened the bridge on Monday.',
  'For Maria Lopez, mayor of Harrow, the bridge has been a long time coming.',
]
const others = [
  '',
  'Kestrel Ferries paid for half of it.',
  'Her husband, Tom Reed, was there.',
  'The engineer, Tom Reed, watched from the bank.',
  '“It is a fine bridge,” said Tom Reed, an engineer.',
]
const again = [
  '“We have waited for years,” she said.',
  '“We have waited for years,” Ms. Lopez said.',
  '“We have waited for years,” said the mayor.',
  '“Was it not worth it?” Mayor Lopez asked.',
  'Asked about the cost, she said it was “very fair.”',
  'In a statement, the mayor said it was “very fair.”',
  '“We have waited,” Lopez said.\n\n“It was worth every day,” she added.',
  '“We have waited,” the mayor told reporters.\n\nShe said it was “very fair”.',
  'A spokesman for Lopez said it was “very fair”.',
  'A spokeswoman for the mayor said it was “very fair”.',
  'Lopez’s office said it was “very fair”.',
  'The mayor’s message was clear: “We have waited for years.”',
  '“It was worth every day,” she wrote in a post on Facebook.',
]

test.each(again)('she is who was introduced, however that was: %s', (form) => {
  for (const introduction of introductions)
    for (const other of others) {
      const text = `${lead}${introduction} ${other}\n\n${form}`
      const { quotes, sources } = extractQuotes(text)
      const last = quotes.findLast(({ kind }) => kind !== 'indirect')
      expect.soft(sources[last?.source ?? -1]?.name, text).toBe('Maria Lopez')
    }
})

/** What a body is said to be at first, its name, and what it is called then. */
const bodies: [string, string, string[]][] = [
  [
    'Kestrel Ferries, which runs the line, will cut 300 jobs.',
    'Kestrel Ferries',
    ['the company', 'the operator', 'it', 'Kestrel', 'a spokesman', 'a company spokesperson'],
  ],
  ['Marlow Foods Inc. reported a loss.', 'Marlow Foods Inc.', ['the company', 'it', 'Marlow', 'Marlow Foods']],
  ['The nurses’ union, Care United, will strike.', 'Care United', ['the union', 'a spokeswoman for the union']],
  ['Harrow University will close its law school.', 'Harrow University', ['the university', 'it', 'a spokesperson']],
  ['The Department of Health has changed the rules.', 'Department of Health', ['the department', 'it']],
  [
    'The Ontario Provincial Police (OPP) closed the road.',
    'Ontario Provincial Police',
    ['police', 'the force', 'the OPP', 'a police spokesman'],
  ],
  ['Save the Bay, an environmental charity, has sued.', 'Save the Bay', ['the charity', 'the group', 'it']],
  ['The Federal Road Agency (FRA) grounded the buses.', 'Federal Road Agency', ['the agency', 'FRA', 'it']],
]

test.each(bodies)('%s It is %s, by whatever it is called', (introduction, name, called) => {
  for (const noun of called)
    for (const form of ['In a statement, § said it was “a very hard choice.”', '“It was a hard choice,” § said.']) {
      const { quotes, sources } = extractQuotes(`${lead}${introduction}\n\n${fill(form, noun)}`)
      const last = quotes.findLast(({ kind }) => kind !== 'indirect')
      expect.soft(sources[last?.source ?? -1]?.name, noun).toBe(name)
    }
})

const nobody = [
  'a witness',
  'officials',
  'one resident',
  'a neighbour, who asked not to be named,',
  'sources',
  'a senior official',
  'two people familiar with the matter',
  'a former colleague',
  'some of the parents',
  'experts',
  'one of the victims',
  'a police officer',
  'a judge',
  'the crowd',
  'one Democrat',
  'a White House official',
  'a source close to the talks',
  'another driver',
  'an old man',
  'lawmakers',
  'a nurse',
  'a Western diplomat',
  'many of them',
]

test.each(nobody)('%s is nobody whom the text has named', (speaker) => {
  for (const introduction of [
    'Mayor Maria Lopez opened the bridge on Monday.',
    'Tom Reed, an engineer, built the bridge for Kestrel Ferries.',
    'Maria Lopez and Tom Reed came on Monday.',
  ])
    for (const form of ['“We have waited for years,” § said.', '§ said the bridge was “very late.”']) {
      const text = `${lead}${introduction}\n\n${fill(form, speaker)}`
      const last = extractQuotes(text).quotes.findLast(({ kind }) => kind !== 'indirect')
      expect.soft(last?.source, text).toBe(null)
    }
})

/** Outer marks, those of a quote within, and the apostrophe. */
const styles: [string, string, string, string, string][] = [
  ['“', '”', '‘', '’', '’'],
  ['"', '"', "'", "'", "'"],
  ['‘', '’', '“', '”', '’'],
  ["'", "'", '"', '"', "'"],
]
/** Words in which ` is an apostrophe and {} are the inner marks. */
const words = [
  'It`s the dogs` bowl over there',
  'He said {no} to me twice',
  'It was rock `n` roll for all of us',
  'We — well, I — left the house',
  'I ... I left the house',
  'It [the road] cost $4.5m (about £3m)',
  'Mr. Doe left at 5 p.m. on Monday',
  'They`re the workers` rights and they`re ours',
  'I told him, {Go home,} and he went',
  '{Go home,} I told him, and he went',
  'What did {they} say?',
  'We had 1,400 of them at 5:30 a.m.',
]
/** `Q` stands for these words between opening and closing marks, `<` and `>` for marks of their own. */
const settings = [
  'Q,> Ana Doe said.',
  'Ana Doe said: Q.>',
  'Q,> said Ana Doe, a nurse.',
  'Q,> Ana Doe said. <We will wait for it.>',
  'The road is shut. Q,> Ana Doe told the Herald on Monday.',
  'Q.\n\n<And we will stay,> Ana Doe said.',
]

test.each(settings)('the marks of a quote are told from those within, in: %s', (setting) => {
  for (const [open, close, inner, closer, apostrophe] of styles)
    for (const each of words) {
      const said = each.replaceAll('`', apostrophe).replaceAll('{', inner).replaceAll('}', closer)
      const end = /[?]$/.test(said) ? '' : setting.includes('Q,') ? ',' : '.'
      const text = setting.replace(/Q[,.]/, () => `${open}${said}${end}`)
      const before = `${open}It was no fun at all,${close} Bo Roe said. ${open}It was cold.${close}`
      const marked = `${before}\n\n${text.replaceAll('<', open).replaceAll('>', close)}`
      const found = extractQuotes(marked).quotes.filter(({ kind }) => kind === 'direct')
      expect.soft(found[1]?.text.startsWith(said), marked).toBe(true)
      expect.soft(found.length, marked).toBe(2)
    }
})
