import { expect, test } from 'vitest'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'
import { splitParagraphs } from '../../src/ingest/text/split-paragraphs.ts'

/** Quotes of a text as "kind source | words". */
function found(text: string): string[] {
  const { quotes, sources } = extractQuotes(text)
  return quotes.map(({ kind, source, text }) => `${kind} ${source === null ? null : sources[source]?.name} | ${text}`)
}

const paragraphs = (text: string) => splitParagraphs(text).map(({ start, end }) => text.slice(start, end))

test.each([
  [
    'lines of a page are paragraphs',
    'Council votes\nThe council voted.\n\nIt rained.',
    ['Council votes', 'The council voted.', 'It rained.'],
  ],
  [
    'lines that are wrapped are not, without blank lines either',
    'The shop at Cold Ashby, shut since its owners retired in the spring,\nopened again on Saturday with a queue out of the door and a cake in the\nshape of the till.\nThe post office counter follows in May.',
    [
      'The shop at Cold Ashby, shut since its owners retired in the spring,\nopened again on Saturday with a queue out of the door and a cake in the\nshape of the till.',
      'The post office counter follows in May.',
    ],
  ],
  [
    'a line in the middle of a sentence goes on',
    'The bill would ban it from\nentering the port.\n\nIt rained.',
    ['The bill would ban it from\nentering the port.', 'It rained.'],
  ],
  [
    'a credit belongs to the words above it',
    '“We won.”\n— Ana Ruiz\n\nIt rained.',
    ['“We won.”\n— Ana Ruiz', 'It rained.'],
  ],
])('%s', (_, text, expected) => {
  expect(paragraphs(text)).toEqual(expected)
})

test.each([
  [
    'bullets have speakers of their own',
    'What they said:\n\n- Fares will not rise, said Transit Minister Ana Ruiz.\n- “Nobody asked us,” said Paul Okafor of the riders’ union.',
    ['indirect Ana Ruiz | Fares will not rise', 'direct Paul Okafor | Nobody asked us,'],
  ],
  [
    'teams under headings in capitals take no turns',
    'Harrow won 2-0. “We ran,” coach Ana Ruiz said.\n\nTAKEAWAYS\n\nHarrow: The Herons are in. “I read that,” she said.\n\nOrme: Will have to find a tackle.\n\nUP NEXT\n\nHarrow: At Pell on Saturday.\n\nOrme: Hosts Lake on Saturday.',
    ['direct Ana Ruiz | We ran,', 'direct Ana Ruiz | I read that,'],
  ],
  [
    'headlines have single marks and quote nobody, on top and among the links',
    '‘Nobody gets a boat,’ minister says\n\n“Nobody gets a boat, and nobody ever said that anybody would,” said Fisheries Minister Ana Ruiz on Monday.\n\nTop stories\n\n‘It was my first goal’: Goalie, 61, scores\n\nMayor: talks ‘far from over’',
    ['direct Ana Ruiz | Nobody gets a boat, and nobody ever said that anybody would,'],
  ],
  [
    'a time zone is nobody',
    '13.02 BST\n\nMayor Ana Ruiz has left the building. “We will vote again,” she said.',
    ['direct Ana Ruiz | We will vote again,'],
  ],
  [
    'an answer of one word is that of who was asked',
    'Ana Ruiz, for the union, and Paul Okafor, its driver, were in court.\n\n“You never saw the car, did you?” Ruiz asked.\n\n“No,” Okafor said.\n\n“You never heard it?”',
    [
      'direct Ana Ruiz | You never saw the car, did you?',
      'direct Paul Okafor | No,',
      'direct Ana Ruiz | You never heard it?',
    ],
  ],
  [
    'a post is of who signed it',
    'Climbers mourned him on Monday.\n\nWe lost a giant of the north face today.\n\n— Wen Zhao (@wenclimbs) September 19, 2022',
    ['direct Wen Zhao | We lost a giant of the north face today.'],
  ],
  [
    'a paragraph without marks behind a verb and a colon',
    'In a letter to parents, principal Ana Ruiz writes:\n\nWe have seen what this year did to our children, and we will not let them go without help.\n\nClasses begin on Monday.',
    ['direct Ana Ruiz | We have seen what this year did to our children, and we will not let them go without help.'],
  ],
  [
    'a statement set apart without marks',
    'It rained.\n\nA statement from NorthLine, the network operator:\n\nWe have more than 900 engineers on standby, and will work through the night.',
    ['direct NorthLine | We have more than 900 engineers on standby, and will work through the night.'],
  ],
  [
    'a post as it is shown, the name first',
    'It rained.\n\nMoira Wen\n@moirawen\nThe guard says the 12.40 is just not a train any more\n12.57 PM · Nov 24, 2023\n\nIt rained.',
    ['direct Moira Wen | The guard says the 12.40 is just not a train any more'],
  ],
  [
    'a post as it is shown, the name last',
    'It rained.\n\nSo the ghost signed a memo?? #council\nMoira Wen\n@moirawen\n3:48 PM - May 16, 2018\nIt rained.',
    ['direct Moira Wen | So the ghost signed a memo?? #council'],
  ],
  [
    'when it was is nobody',
    'Late Wednesday, the mayor’s office issued a statement. Minutes earlier her deputy, Paul Okafor, had called it “a mess”.',
    ['indirect Paul Okafor | it “a mess”', 'mixed Paul Okafor | a mess'],
  ],
  [
    'a setting is not what was said',
    'The company said Sunday in a statement: “We are sorry for it.”',
    ['direct null | We are sorry for it.'],
  ],
  [
    'a name stands nowhere but where it says something',
    'Zentra said the app was safe. “It works,” it said. Police said the road was shut.',
    ['indirect Zentra | the app was safe', 'direct Zentra | It works,', 'indirect null | the road was shut'],
  ],
  [
    'a name of two capitals, or with "&" or a hyphen, does',
    'BQ said the well was dry. Orr-Dane said it was late. A&D said it was wet. MPs said it was over.',
    [
      'indirect BQ | the well was dry',
      'indirect Orr-Dane | it was late',
      'indirect A&D | it was wet',
      'indirect null | it was over',
    ],
  ],
  [
    'a name opens as a question does',
    'New York City Department of Works said it was late. Will Orr, a planner at the mill, said it was wet.',
    ['indirect New York City Department of Works | it was late', 'indirect Will Orr | it was wet'],
  ],
  [
    'a union, a company with its ticker, a last name without its article',
    'The United Food and Harbour Workers said it was out. Harrow Foods Inc. HRW-T said profit fell. Yusuf al-Harani left. Mr. Harani said he knew of no committee.',
    [
      'indirect United Food and Harbour Workers | it was out',
      'indirect Harrow Foods Inc. | profit fell',
      'indirect Yusuf al-Harani | he knew of no committee',
    ],
  ],
  [
    'somebody in a relative clause',
    'Shares fell, a decline that Ana Ruiz, an analyst at Kestrel, described as “ugly”.',
    ['indirect Ana Ruiz | as “ugly”', 'mixed Ana Ruiz | ugly'],
  ],
  [
    'who answers is introduced right before the first question',
    'Paul Okafor waited for hours, and Paul Okafor went home.\n\nDr. Meiling Zhou studies waiting. This interview has been edited.\n\nQ: Why are waits so long?\n\nA: Nobody can leave.\n\nQ: Will it change?\n\nA: It will not.',
    [
      'direct null | Why are waits so long?',
      'direct Meiling Zhou | Nobody can leave.',
      'direct null | Will it change?',
      'direct Meiling Zhou | It will not.',
    ],
  ],
  [
    'who says "I" is who wrote it',
    'The second guess\n\nBy Mike Delahunty\nTribune columnist\n\nRudy Kessel was fired again. I told Kessel that he deserved it.',
    ['indirect Mike Delahunty | that he deserved it'],
  ],
  [
    'a line that begins with a mark goes on with wrapped lines',
    '"We have no reason to think anything was out of order," Ana Ruiz said in\na telephone interview from Wichita, where the cooperative is now based.\n"None. Zero."',
    ['direct Ana Ruiz | We have no reason to think anything was out of order, None. Zero.'],
  ],
  ['a slug is nobody', 'EXCLUSIVE: “He sold the boat”', []],
  [
    'a question has no speaker where only the one asked is named',
    'Asked whether she would resign, Mayor Ana Ruiz said the vote was clear.',
    ['indirect null | whether she would resign', 'indirect Ana Ruiz | the vote was clear'],
  ],
  [
    'what a court hears is said by nobody in the text',
    'The inquest heard that the boiler had been leaking for a week.',
    ['indirect null | that the boiler had been leaking for a week'],
  ],
  ['a hearing hears nothing', 'A court hearing the harbour company had asked for was put off.', []],
  [
    'a sentence may end in "ill"',
    'Ms Ana Ruiz had been ill. The tribunal said she would be heard in May.',
    ['indirect null | she would be heard in May'],
  ],
  [
    'a small word before a full name',
    'The police came. But retiree Ana Ruiz, 63, said she was worried. “It is sixty dollars,” she said.',
    ['indirect Ana Ruiz | she was worried', 'direct Ana Ruiz | It is sixty dollars,'],
  ],
])('%s', (_, text, expected) => {
  expect(found(text)).toEqual(expected)
})
