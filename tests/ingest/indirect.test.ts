import { describe, expect, test } from 'vitest'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'

/** Indirect quotes of a text as "speaker | cue | words", segments parted by " … ". */
function indirect(text: string): string[] {
  return extractQuotes(text)
    .quotes.filter(({ kind }) => kind === 'indirect')
    .map(({ speaker, cue, segments }) => {
      const words = segments.map(({ start, end }) => text.slice(start, end)).join(' … ')
      return `${speaker?.text} | ${cue?.text} | ${words}`
    })
}

describe('indirect speech', () => {
  test.each([
    [
      'after the verb',
      'Mayor Ana Ruiz said the road would stay shut until Monday.',
      ['Ana Ruiz | said | the road would stay shut until Monday'],
    ],
    [
      'that goes on behind a clause with a subject of its own',
      'Shares of Kestrel fell on Monday after the Ohio-based company said it would lose money and announced that its founder was leaving.',
      [
        'the Ohio-based company | said | it would lose money',
        'the Ohio-based company | announced | that its founder was leaving',
      ],
    ],
    [
      'of whom a court hears, which does not speak',
      'The gate was open, the court heard. The keys were lost, a hearing was told. The inquest heard that he fell.',
      [
        'undefined | heard | The gate was open',
        'undefined | told | The keys were lost',
        'undefined | heard | that he fell',
      ],
    ],
    [
      'of who said what stands before, and not of its subject',
      'The council shut the road, she told the Herald, noting that the bridge was gone.',
      ['she | told | The council shut the road', 'she | noting | that the bridge was gone'],
    ],
    [
      'but nothing that headlines on the page say',
      'Mayor says talks far from over\n\nThe town of Orme has no money for pumps, buses or the pool, and the school is cold.\n\nExperts warn of late frost',
      [],
    ],
    [
      'up to "p.m.", which ends a sentence too',
      'Director Leo Batt says the sirens sounded at 8:52 p.m. He says they are for people outside.',
      ['Leo Batt | says | the sirens sounded at 8:52 p.m.', 'He | says | they are for people outside'],
    ],
    [
      'past "p.m." before a month',
      'The vote that closes at 9 p.m. May 5 is fair, Mayor Ana Ruiz said.',
      ['Ana Ruiz | said | The vote that closes at 9 p.m. May 5 is fair'],
    ],
    [
      'of a subject before an aside between dashes',
      'Ana Orr – commissioner for trade and borders – said on Friday the order would come.',
      ['Ana Orr | said | the order would come'],
    ],
    [
      'after a time that leads in',
      'Forty years after the last dig, Ana Orr said Wednesday they had opened a cistern.',
      ['Ana Orr | said | they had opened a cistern'],
    ],
    [
      'but not what stands between a quote and its verb',
      '“It is late,” Aurel Constant, the town’s fire chief, said Tuesday.',
      [],
    ],
    [
      'up to "no", which ends a sentence',
      'Mayor Ana Ruiz said her answer was no. The union went home.',
      ['Ana Ruiz | said | her answer was no'],
    ],
    [
      'after a day, from a pronoun that its verb is joined to',
      'Party leader Dora Moss said Wednesday she’s feeling fine.',
      ['Dora Moss | said | she’s feeling fine'],
    ],
    [
      'after a dateline, which says nothing',
      'ACCRA, Jan 26 (Ledger News) - Ghana’s central bank raised its main rate on Monday, saying inflation had risen.',
      ['Ghana’s central bank | saying | inflation had risen'],
    ],
    [
      'behind words in marks, from the subject before them',
      'The hospital said in a statement that it was "deeply sorry for all of it, as ever" and added that its rules were under review.',
      ['The hospital | added | that its rules were under review'],
    ],
    [
      'of plurals without an article',
      'But eyewitnesses told our correspondent that no fire engine came.',
      ['eyewitnesses | told | that no fire engine came'],
    ],
    [
      'of papers without an article',
      'Senior advisers tried to talk him out of it, according to internal emails obtained by The Courier-Ledger.',
      ['internal emails | according to | Senior advisers tried to talk him out of it'],
    ],
    [
      'of somebody with brackets behind the name',
      'Coun. Joe Marsh (Ward 10, Harrow North) said the city was not a car park.',
      ['Joe Marsh | said | the city was not a car park'],
    ],
    [
      'of a pronoun that its verb is joined to',
      'Mayor Ana Ruiz came. They’re saying that the road is shut.',
      ['They | saying | that the road is shut'],
    ],
    [
      'after "that", which belongs to it',
      'Mr. Doyle added on Friday that nobody had been hurt.',
      ['Doyle | added | that nobody had been hurt'],
    ],
    [
      'within a report',
      'The widow said that the bank had told her that the vault was empty.',
      [
        'The widow | said | that the bank had told her that the vault was empty',
        'the bank | told | that the vault was empty',
      ],
    ],
    [
      'before its attribution',
      'The road will stay shut until Monday, Ruiz said.',
      ['Ruiz | said | The road will stay shut until Monday'],
    ],
    [
      'before an inverted attribution',
      'Two of the hikers were found on Sunday, said Sgt. Nora Pike of the county police.',
      ['Nora Pike | said | Two of the hikers were found on Sunday'],
    ],
    [
      'on both sides of its attribution',
      'The bridge, Mr. Doyle said, was never inspected.',
      ['Doyle | said | The bridge … was never inspected'],
    ],
    [
      'with "according to" behind it',
      'Three homes were damaged, according to the fire department.',
      ['the fire department | according to | Three homes were damaged'],
    ],
    [
      'with "according to" before it',
      'According to the police report, the driver had fallen asleep.',
      ['the police report | According to | the driver had fallen asleep'],
    ],
    [
      'ends before a second report',
      'Ruiz said the road was safe, adding that the bridge was not.',
      ['Ruiz | said | the road was safe', 'Ruiz | adding | that the bridge was not'],
    ],
    [
      'ends before another clause',
      'The mayor said the road was safe, but several residents stayed at home.',
      ['The mayor | said | the road was safe'],
    ],
    [
      'a denial',
      'The company denied that it had known of the leak.',
      ['The company | denied | that it had known of the leak'],
    ],
    [
      'an order',
      'Police urged drivers to stay at home on Saturday.',
      ['Police | urged | drivers to stay at home on Saturday'],
    ],
    ['a promise', 'The senator vowed to repeal the tax.', ['The senator | vowed | to repeal the tax']],
    [
      'a medium that reports',
      'The bank has lost nine million dollars, CNN reported.',
      ['CNN | reported | The bank has lost nine million dollars'],
    ],
    [
      'after the verb where only an adverbial stands before it',
      'During the visit on Tuesday, the mayor said the harbor was filling with silt because of the new wall.',
      ['the mayor | said | the harbor was filling with silt because of the new wall'],
    ],
    [
      'after the verb where a clause that is not reported stands before it',
      'When the council cut the grant, the museum said it would close.',
      ['the museum | said | it would close'],
    ],
    [
      'on both sides where what stands before the attribution is only half of it',
      'If the talks fail, the minister warned, the strike could last until the harvest.',
      ['the minister | warned | If the talks fail … the strike could last until the harvest'],
    ],
    [
      'with a source that has no article',
      'About 9,000 boats are moored on the lake, according to county statistics.',
      ['county statistics | according to | About 9,000 boats are moored on the lake'],
    ],
    [
      'to the end of a list',
      'The officer said there had been no direct, credible threat against the port, the mill and the town.',
      ['The officer | said | there had been no direct, credible threat against the port, the mill and the town'],
    ],
    [
      'with the one who is asked, without the one who is merely told',
      'The widow asked the court to free the money. She told reporters the letters were real.',
      ['The widow | asked | the court to free the money', 'She | told | the letters were real'],
    ],
    [
      'in a clause that is joined to another',
      'The ferry was late again, but the captain denied that he had slept through the alarm.',
      ['the captain | denied | that he had slept through the alarm'],
    ],
    [
      'after "pointed out", which is one cue',
      'The auditor pointed out that the till had been empty since May.',
      ['The auditor | pointed out | that the till had been empty since May'],
    ],
    [
      'after the words that say where it was said',
      'The keeper wrote on his blog this week that the gate had rusted shut.',
      ['The keeper | wrote | that the gate had rusted shut'],
    ],
    [
      'the doing that is denied',
      'The grocer denied having sold the eggs.',
      ['The grocer | denied | having sold the eggs'],
    ],
    [
      'the clause around a small part in marks',
      'She said the council had “washed its hands” of the road, the bridge and the people who use them.',
      ['She | said | the council had “washed its hands” of the road, the bridge and the people who use them'],
    ],
    [
      'the clause around several parts in marks, none of which is most of it',
      'He claimed that the vote was “a fix from the start” and “an insult to the dead.”',
      ['He | claimed | that the vote was “a fix from the start” and “an insult to the dead.”'],
    ],
    [
      'of a noun that is a subject up to its verb',
      "The owner's claim that the tower was safe was met with laughter.",
      ['The owner | claim | that the tower was safe'],
    ],
    [
      'past the clause that opens another',
      'He said that if the rain stops, the match will start at noon.',
      ['He | said | that if the rain stops, the match will start at noon'],
    ],
    [
      'past an aside between dashes of two strokes',
      'The engineer said the tunnel -- dug in 1911 -- would be filled with sand.',
      ['The engineer | said | the tunnel -- dug in 1911 -- would be filled with sand'],
    ],
    [
      'of a second verb with the speaker of the first alone',
      'Her lawyers argued the warrant was void and asked the judge to throw out the tapes.',
      ['Her lawyers | argued | the warrant was void', 'Her lawyers | asked | the judge to throw out the tapes'],
    ],
    [
      'behind a quote whose comma stands inside its marks',
      '“The pumps ran all night,” the captain said, adding that nobody had slept.',
      ['the captain | adding | that nobody had slept'],
    ],
    [
      'before "the Gazette reports"',
      'Water bills have doubled in ten years, the Harbor Gazette reports.',
      ['Harbor Gazette | reports | Water bills have doubled in ten years'],
    ],
    [
      'that does not go on into the next report',
      'The port does not dispute the number, a spokesman said, but Alan Brody said pay played no role.',
      ['a spokesman | said | The port does not dispute the number', 'Alan Brody | said | pay played no role'],
    ],
    [
      'before a name whose words could be others',
      'By noon the shelter held 1,412 people, said Red Cross volunteer Ned Ferris.',
      ['Ned Ferris | said | By noon the shelter held 1,412 people'],
    ],
    [
      'behind a participle that only describes the speaker',
      'A former clerk to the broker accused of cheating widows told a jury that he kept a second ledger.',
      ['A former clerk to the broker | told | that he kept a second ledger'],
    ],
  ])('%s', (_, text, expected) => {
    expect(indirect(text)).toEqual(expected)
  })

  test.each([
    ['narration', 'The road was closed on Monday. Two men carried the boat to the quay.'],
    ['a direct quote alone', '“We had nowhere to go,” she said. “So we stayed.”'],
    ['a refusal', 'The ministry declined to comment.'],
    ['nouns that look like verbs', 'The state fined the firm, and the report on the blast will follow.'],
    ['the words that lead to a direct quote', 'She said that, “Nobody will help us but ourselves.”'],
    ['the denial of a thing', 'The company has denied any wrongdoing.'],
    ['ways that are found', 'Many owners found ways to hide the money abroad.'],
    ['a sum compared with another', 'The fund saw a gain of nine percent, compared with four percent a year earlier.'],
    ['a passive without a speaker', 'The owner was told to leave.'],
    ['a pronoun alone', 'The union disputes that.'],
    ['a plea', 'Lena Brandt, 51, pleaded guilty in January to one count of fraud.'],
  ])('is not found in %s', (_, text) => {
    expect(indirect(text)).toEqual([])
  })

  test('a mixed quote that is most of its clause stands alone', () => {
    const { quotes } = extractQuotes('Mr. Doyle said it was “a very long tunnel with a very small light at its end”.')
    expect(quotes.map(({ kind }) => kind)).toEqual(['mixed'])
  })

  test('the source is the one that the name, the pronoun or the title means', () => {
    const { quotes, sources } = extractQuotes(
      'Ana Ruiz runs the port.\n\nRuiz said the quay was full. She said it would stay so.',
    )
    expect(quotes.map(({ source }) => sources[source ?? -1]?.name)).toEqual(['Ana Ruiz', 'Ana Ruiz'])
  })

  test('a spokeswoman who is named behind that is who speaks', () => {
    const { quotes, sources } = extractQuotes(
      'An inquiry has begun. A spokeswoman for the Department of Wages, Corinne Abbate, said it had taken 3,400 calls.',
    )
    expect(quotes.map(({ source }) => sources[source ?? -1]?.name)).toEqual(['Corinne Abbate'])
  })

  test('somebody unnamed has no source, nor has the pronoun that goes on with them', () => {
    const { quotes } = extractQuotes('A witness said the car never slowed. He said it hit the wall.')
    expect(quotes.map(({ kind, source }) => [kind, source])).toEqual([
      ['indirect', null],
      ['indirect', null],
    ])
  })
})
