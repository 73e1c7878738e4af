import { expect, test } from 'vitest'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'

/** A text, and who says the last of its quotes in marks; null for nobody named. */
const meant: [string, string | null][] = [
  [
    'Darren Hall told the court that he slept in his truck. Police stopped Dale Pruitt on Monday. The hives were those of his partner, Darren Hall, he said, and “branded”.',
    'Dale Pruitt',
  ],
  [
    'Rosa Askew lost her house. “He was charming,” Mrs Askew said.\n\nCora Teal, defending, said he had been swindled.\n\nHe wished to make amends to Mrs Askew, she said, and was “sorry”.',
    'Cora Teal',
  ],
  ['Ivo Santos scored twice. The first was for his grandmother, who, he said, had “come by bus”.', 'Ivo Santos'],
  [
    'A farmer stands in a field. Picture: Keith Lall\n\nThey are “a joke”, the president of the Hill Union has claimed.',
    null,
  ],
  ['The pier was shut on Monday. (Ava Brandt/The Gazette) It was “late”, she said.', null],
  [
    'Rain closes pier for a second week\n\nBy Ava Brandt\n\nThe pier was shut on Monday. It was “late”, she said.',
    null,
  ],
  [
    'Rain closes pier for a second week\n\nAva Brandt, Business Editor\n\nThe pier was shut on Monday. It was “late”, she said.',
    null,
  ],
  [
    'Rain closes pier for a second week\n\nAva Brandt\n\nTue, 11 Oct, 2022\n\nThe pier was shut on Monday. It was “late”, she said.',
    null,
  ],
  [
    'Rain closes pier for a second week\n\nAva Brandt · CBC News · Posted: Oct 03, 2017 5:00 AM ET\n\nThe pier was shut on Monday. It was “late”, she said.',
    null,
  ],
  [
    'Rain closes pier for a second week\n\nAva Brandt, The Canadian Press\n\nThe pier was shut on Monday. It was “late”, she said.',
    null,
  ],
  [
    'Ana Doe Roe was a judge in Ohio. Ana Doe was born in 1921. Her father sold coal. It was “late”, she said.',
    'Ana Doe Roe',
  ],
  [
    'Lt. Gov. Thad Kroll used the plane. The governor, Republican Ann Hadley, was cold. Kroll paid. Publicly, the governor has called it “late”.',
    'Ann Hadley',
  ],
  [
    'Lt. Gov. Thad Kroll used the plane. Gov. Ann Hadley was cold. The lieutenant governor called it “late”.',
    'Thad Kroll',
  ],
  [
    'Premier and Liberal leader Craig Fulmer and Green leader Tobias Wrenn met. “You signed it,” Wrenn said. The premier called it “late”.',
    'Craig Fulmer',
  ],
  ['Norvale Power cut the trees. The Wabas First Nation sued. The company called it “late”.', 'Norvale Power'],
  [
    'The Ministry of Corrections, Policing and Public Safety called it “late”.',
    'Ministry of Corrections, Policing and Public Safety',
  ],
  [
    'Colonel Hugh Dane shut the gate.' +
      '\n\nIt rained at Harrow.\n\nThe 1662 Prayer Book got wet.'.repeat(8) +
      '\n\nThe colonel reads the 1662 Prayer Book to them.\n\nThe colonel called it “late”.',
    'Hugh Dane',
  ],
  ['The gate shut. “Never on this land!” screamed Ana Orr.', 'Ana Orr'],
  ['The gate shut. “It was me,” Ana Orr confessed.', 'Ana Orr'],
  ['The gate shut. “So do we,” echoed Ana Orr, who farms there. It rained.', 'Ana Orr'],
  ['The gate shut. “Not so fast,” Gus Fenn disagrees.', 'Gus Fenn'],
  ['It will be left with “a river of stones”, in the words of President Oraz Bey.', 'Oraz Bey'],
  [
    'Josip Tarrant died. Offered a knighthood in 2009, he turned it down, explaining that he had “nothing to kneel in”.',
    'Josip Tarrant',
  ],
  ['Kestrel Ferries CEO Ana Orr left in May. “It is late,” the company said.', 'Kestrel Ferries'],
  ['The plan, called “a gift” by Ana Orr, was late.', 'Ana Orr'],
  ['Described as “a gift” by Ana Orr, the plan was late.', 'Ana Orr'],
  ['Ana Orr’s tweet read “it is late”.', 'Ana Orr'],
  ['A tweet from Ana Orr read: “It is late.”', 'Ana Orr'],
  ['The report, written by Ana Orr, said it was “late”.', 'Ana Orr'],
  ['Among them is Joyce Tanag, whose mother lives there, and who said it was “late”.', 'Joyce Tanag'],
  ['Members of Kilmoyle Town Council met. A spokesman for the council called it “late”.', 'Kilmoyle Town Council'],
  [
    'He is in jail after what deputies called “a ride”. The Salt Lick County Sheriff’s Office has the keys.',
    'Salt Lick County Sheriff’s Office',
  ],
  [
    'Kestrel Foods closed a plant in Ohio. It was the last in Ohio, and Ohio is sad. “It is late,” the company said.',
    'Kestrel Foods',
  ],
  ['Two people lost it all. One of them, retired welder Ines Pacheco, called it “late”.', 'Ines Pacheco'],
  ['Conservative leader of the council Margaret Dace, whose group won in May, called it “late”.', 'Margaret Dace'],
  [
    'The Salt Lick County Sheriff’s Office got a call. Sheriff Dale Humphrey was out. It was “late”, the sheriff’s office said.',
    'Salt Lick County Sheriff’s Office',
  ],
  ['Receiver Amari Tisdale posted: “10 targets all month.”', 'Amari Tisdale'],
  ['County Judge-Executive Rick Dunway called it “late”.', 'Rick Dunway'],
  ['Kestrel Foods closed a plant in Ohio.\n\nShow Caption\n\n“It is late,” the company said.', 'Kestrel Foods'],
  ['The shop workers’ union Crest, which has 4,000 members, accused the board of “hoarding”.', 'Crest'],
  ['His brother Fintan Tuohy told the coroner, Dr Ita Hanrick, that he knew. He said it was “late”.', 'Fintan Tuohy'],
  [
    'It rained.\n\nIt was cold.\n\nIt was dark.\n\nA Kansas senator says he was “shoved”.\n\nSen. Cole Branning, a Democrat, left.',
    'Cole Branning',
  ],
  ['Drugmaker Kestrane called it “late”.', 'Kestrane'],
  ['Tolley’s said on Monday that it would close. Analysts at Tolley’s called it “late”.', 'Tolley’s'],
  ['Ana Orr’s is a sad tale. Orr called it “late”.', 'Ana Orr'],
  ['Bassist Mok Ji-ho gave a short answer: “It was protest.”', 'Mok Ji-ho'],
  ['Left-winger Tuomas Ketola scored. “It hit me here,” Ketola said.', 'Tuomas Ketola'],
  ['City Planner Josh Lind called it “late”.', 'Josh Lind'],
  ['However, Maritime Safety Office (MSO) chief Rodel Bellan told Bantay it was “late”.', 'Rodel Bellan'],
  ['Its secretary, Rev. Canon Friday Essen, told The Meridian the robes were “from a play”.', 'Friday Essen'],
  ['Mayor Ana Orr was there. The mayor – a former pilot from the north – called it “late”.', 'Ana Orr'],
  ['Surette took her film to the festival after what its producer, Sam Dahl, calls “eleven years of no”.', 'Sam Dahl'],
  ['The firm will close, a decision the Bakery Workers Union is calling “a gut punch”.', 'Bakery Workers Union'],
  [
    'Opposition Leader Stu Bligh accused the minister of having “sat on” an audit that rated the firm a risk.',
    'Stu Bligh',
  ],
  ['The governor, Uwem Bass, told nurses to return to their duty posts “in the interest of all”.', 'Uwem Bass'],
  ['Sir Desmond Vane sat down. “In due course!” roared Kenny Blaik (Lab, Tollcross).', 'Kenny Blaik'],
  ['A Superior Court judge has called it “late”.\n\nJustice Maura Fair ruled on Friday.', 'Maura Fair'],
  ['A spokesperson for Transport for London said it was “late”.', 'Transport for London'],
  ['The Prime Minister’s Office called it “late”.', 'Prime Minister’s Office'],
  ['The RSPCA said: “It is late.”', 'RSPCA'],
  [
    'Lottie Marsh, who kept the shop, died on Monday, her niece, Ellen Prior, said. ¶ Her first shop burned down. “Nobody buys rock in a fire,” she told this newspaper in 1962.'.replace(
      '¶',
      '\n\n',
    ),
    'Lottie Marsh',
  ],
  ['In an email to Marlow News, a Harrow Rail spokesperson said no. The spokesperson called it “late”.', 'Harrow Rail'],
  ['The regulator, Tauma Wai, opened a case. It would report “in due course”, a spokesman said.', 'Tauma Wai'],
  ['President Ivo Delgado won. The president himself, who had boarded a plane, called it “sad”.', 'Ivo Delgado'],
  [
    'TOP STORY\n\nChief Justice Arno Bell spoke at three schools on Sunday. It was cold.\n\n“Come and look,” he said.',
    'Arno Bell',
  ],
  [
    'Minister Dora Oakes told MPs that the money would go back, a sum which councils in the Vale say would have paid for buses. She promised that the next round would be “kinder”.',
    'Dora Oakes',
  ],
  ['Harrow police shut the dock. Police say a man is held. They say it is “a sad day”.', 'Harrow police'],
  ['Harrow police shut the dock. A police spokesman called it “a sad day”.', 'Harrow police'],
  ['Wexham Police shut the dock. The force called it “a sad day”.', 'Wexham Police'],
  ['The shift was dull. Officials said it was late. They called it “a sad day”. Ana Orr left.', null],
  [
    'A spokesperson for the Department for Local Roads said the fund was open. They added that it was “nearly full”.',
    'Department for Local Roads',
  ],
  ['The regulator, the Gas Board, opened a case. It would report “in due course”, a spokesman said.', 'Gas Board'],
  ['Analysts at Brand & Vale said the price was fair. A buyer, they wrote, would be “mad”.', 'Brand & Vale'],
  ['Another passenger, who gave his name only as Mick, said it was “only five mile”.', 'Mick'],
  ['Mother of three Jana Ortez called it “a sad day”.', 'Jana Ortez'],
  ['Health Board medical officer of health Dr Ilse Brand called it “a precaution”.', 'Ilse Brand'],
  ['Sen. Rufus Poe (D-W.Va.) allowed that the soup was “good”.', 'Rufus Poe'],
  ['Lights went out at Bayou Electric. The utility called it “a sad day”.', 'Bayou Electric'],
  ['Gov. Beth Rawls called for repayment. “They took our money,” read a post on her page.', 'Beth Rawls'],
  ['That did not suit transit chair Lou Brass, who accused the mayor of “trying a case by mail”.', 'Lou Brass'],
  ['Marge Ellis runs the farm by the lake. The government has promised to “leave nature be”.', null],
  ['The minister, Dora Oakes, told MPs it was over. Opposition MPs cheered. “It is not,” she said.', 'Dora Oakes'],
  ['Ana Orr runs the mill. The council shut the road, she said, adding that it was “really gone”.', 'Ana Orr'],
  ['The council shut the road, said Ana Orr, warning it was “not safe”.', 'Ana Orr'],
  ['Fernport police said on Monday that the dock was shut. “We found a bag,” police said.', 'Fernport police'],
  ['The Fernport Police Service shut the dock. “We found a bag,” Fernport police wrote.', 'Fernport Police Service'],
  ['Fernport police shut the dock, and Orme police closed the bridge. “We found a bag,” police said.', null],
  ['Local police shut the dock. “We found a bag,” police said.', null],
  ['Fernport police chief Ana Orr shut the dock. “We found a bag,” said police.', null],
  ['The launch was called off.\n\nNOSA later found a crack. “It is a hairline,” NOSA said.', 'NOSA'],
  ['Asked if he would go, Ivo Dean said no. The union is “torn”, Mary Poe said.', 'Mary Poe'],
  ['A spokesperson for Ghana’s Ministry of Mines said the dam was “sound and dry”.', 'Ministry of Mines'],
  ['The Great Basin Land Trust, which bought six farms, called the ruling “a disgrace”.', 'Great Basin Land Trust'],
  ['The director, Ana Orr, left on Monday, saying she could no longer defend “choices made by the deaf”.', 'Ana Orr'],
  [
    'Ivo Dean left the Lachine Conservatory of Music. The conservatory said it had been “a hard year for all”.',
    'Lachine Conservatory of Music',
  ],
  [
    'Dan Moor coaches the town team. He met me on Tuesday.\n\n“Are you happy?” I asked.\n\n“I love it.” He laughed.',
    'Dan Moor',
  ],
  [
    'Asked about the roof, Mayor Jane Holt said taxes would rise.\n\n“Will you go?” a reporter asked.\n\n“Because I was elected.”',
    'Jane Holt',
  ],
  ['The door was locked. Ana Ruiz knocked. “Get back from there,” called out Pedro Vega.', 'Pedro Vega'],
  [
    'Dora Lund told the inquest she had rung twice. Neil Ames KC, for the firm, rose. “Twice?” Ames asked.\n\n“Twice,” the witness said.',
    'Dora Lund',
  ],
  [
    'The court heard from Petra Moss, who kept the gate. Prosecutor Ivo Dean held up a key. “Yours?” Dean asked.\n\n“Mine,” the witness said.',
    'Petra Moss',
  ],
  [
    'Moses Okello and his wife, Adia, farm by the river. “We lost the goats,” said Mr Okello.\n\n“One goat,” his wife said.',
    'Adia',
  ],
  [
    'His niece, Tess Orme, found the diary. Ralph Penn read it aloud on Sunday.\n\n“He could not spell,” his niece said.',
    'Tess Orme',
  ],
  [
    'The Coastal Landlords Forum opposes the bill. The vote is on Friday.\n\n“It would ruin us,” its lobbyist said.',
    'Coastal Landlords Forum',
  ],
  ['Gov. Ann Marsh flew home on Monday. “The governor is resting,” her office said.', 'Ann Marsh'],
  [
    'Stu Tolland keeps the shop, and it is his son Erik who pumps the gas. “I know every car,” the younger Tolland said.',
    'Erik',
  ],
  ['Lachie Mundine made 40. Mundine’s old man, Barry, was there. “I shut my eyes,” said Mundine senior.', 'Barry'],
  ['Captain Lee Strand waved at the bench. “It was dead,” said the player, who spoke on condition of anonymity.', null],
  [
    'Marie Dunne kept the files of the home. “She opened my mail,” said the mother, whose name is protected by a court order.',
    null,
  ],
  [
    'Gov. Ann Marsh signed it on Friday. Former Gov. Ray Tuck came. “I wrote half of it,” the former governor said.',
    'Ray Tuck',
  ],
  ['Walter Pell, the member for Harrow North, rose. “Shame,” the Harrow MLA said.', 'Walter Pell'],
  [
    'The pipes are “beyond repair”, according to a study published in May by researchers at the Halden Institute.',
    'Halden Institute',
  ],
  [
    'Roads stay shut, according to a spokesman for Harrow County Council. He added that buses would turn.\n\n“Nobody likes it,” he said.',
    'Harrow County Council',
  ],
  [
    'Lena Marsh spoke in Ohio.\n\n___\n\nPetra Moss has not answered. A voter stood up. “I wrote twice,” she said.',
    'Petra Moss',
  ],
  [
    'Home Secretary Jeh Moss says thieves are at work.\n\n___\n\nGary Moss is out of the race.\n\n___\n\nHarbour Minister Jeh Moss spoke again. One ship was lost, and it took nine boats a day and a night to find what was left of it in the fog, two miles from the rocks on which it had struck, and the crew of another was still missing on Sunday evening when the search was called off. “No ship is safe,” Moss said.',
    'Jeh Moss',
  ],
  ['Mayor Carl Penn opened the pool for his wife Dora Penn. “It is cold,” Penn said.', 'Carl Penn'],
  ['Ted Lund left early. There was a photo of Heidi Lund on the wall. “I am tired,” Lund said.', 'Ted Lund'],
  ['Walt Ames came to Ohio on Friday. He’s calling the vote “a fraud”.', 'Walt Ames'],
  [
    'Ellen Vancil spoke in Tulsa. The former first lady and U.S. senator called the letters “a mistake”.',
    'Ellen Vancil',
  ],
  [
    '“I do not recall,” testified Ivo Dean. But Crown prosecutor Mark Orr was not done: “You do not recall?”',
    'Mark Orr',
  ],
  ['Justice Minister Dora Lund’s office said he “respects the decision of the court.”', 'Dora Lund'],
  ['Gov. Ron Marquess’ office called the suit “frivolous.”', 'Ron Marquess'],
  ['The PM’s official spokesman said it was “a matter for the police.”', null],
  ['The minister’s comments were described by the guild’s Mary Moss as “beyond parody”.', 'Mary Moss'],
  ['Press secretary Jen Poe told reporters that the president “stands by” his comments.', 'Jen Poe'],
  ['DALLAS, Jan. 26 (Ledger News) -- Orr Holdings said its profit was “a disgrace”.', 'Orr Holdings'],
  ['Mary Moss, who chairs the Harrow Alliance, called the ruling “eleven years late”.', 'Mary Moss'],
  ['In the letter, Ivo Dean wrote that the king was “owed somebody” who could defend the order.', 'Ivo Dean'],
  ['Ivo Dean said the firm was “working through it,” according to two people who were there.', 'Ivo Dean'],
  [
    'Mayor Ann Orr would not comment, but her press secretary, Owen Tull, said the mayor “has faith in the jury”.',
    'Owen Tull',
  ],
  ['Bo Lund rang. “We will not sell the farm,” came the reply from Ann Poe.', 'Ann Poe'],
  ['Bo Lund rang. “We will not sell the farm,” was Ann Poe’s answer.', 'Ann Poe'],
  ['“We are done with it” -- Ann Poe', 'Ann Poe'],
  ['Nancy d’Entrave runs the home. “I was 18,” d’Entrave says in French.', 'Nancy d’Entrave'],
  ['He met Mitch Orr, now the majority leader, who in 2010 called the plan “a disgrace”.', 'Mitch Orr'],
  ['Lena Marsh chairs the council. A report commissioned by Harrow City Council called the road “a trap”.', null],
  [
    'Host Lena Voss pressed him.\n\nVOSS: Senator, is it wrong?\n\nORTEGA: It had a choice, Lena.\n\nVOSS: They say they called.\n\nORTEGA: Let us see the bill.\n\nThe firm’s lawyer, Carla Voss, is not related to the host. Sen. Ray Ortega wrote: “Send it to me.”',
    'Ray Ortega',
  ],
  ['“Which of the two is it?” Mr. Doyle asked.', 'Doyle'],
  ['“You never paid!” Sen. Clay Moss (R-Utah) told him.', 'Clay Moss'],
  [
    'Sheriff Lou Brandt said that the woman posted bail and that her lawyer “signed the form as the law asks.”',
    'Lou Brandt',
  ],
  ['The chairman had a bad day, with one Democrat telling him he ought to “read his own bill.”', null],
  [
    'The nurses’ union, Health Workers Local 220, was not asked. The union said “the beds are there.”',
    'Health Workers Local 220',
  ],
  [
    'Bea Lindqvist ran out of patience. “I laughed,” the Calgary teacher and mother of two told the paper.',
    'Bea Lindqvist',
  ],
  ['Noor Haddad has three words for anyone who thinks she should retire: “Not this year.”', 'Noor Haddad'],
  [
    'Asked by a reporter, Dina Weiss, whether she would stay, Mayor Ruth Calder shrugged. “I have a garden,” she replied.',
    'Ruth Calder',
  ],
  [
    "Bellwether Foods Co.'s board rejected an offer from Ostrander Group Ltd., saying the bid is “far too low” for it.",
    'Bellwether Foods Co.',
  ],
  [
    "In a letter to the bank's chairman, Sir Colin Marsh, its auditor, Paul T. Dean, wrote that he had “read every page”.",
    'Paul T. Dean',
  ],
  ['In a letter to the mayor, Ana Roe, a teacher, wrote that it was “late”.', 'Ana Roe'],
  ['The trouble began in June, when a parent, Gina Moss, asked why the club “could not afford a ball.”', 'Gina Moss'],
  [
    'The Bay Transit Authority met. According to a report released by the authority, a driver “loaded the wrong file.”',
    'Bay Transit Authority',
  ],
  [
    'An inquiry by the Harrow Attorney’s Office goes on. A spokesman for the office said it was “routine.”',
    'Harrow Attorney’s Office',
  ],
  ['The vote failed, and the mayor, in an interview at the town hall, said that she had been “sold for parts”.', null],
  [
    'They lost by one, and coach Stan Kulik, who drew a technical in overtime, called the officials “curious”.',
    'Stan Kulik',
  ],
  [
    'Theo Marsh said his fifth foul, with 1:12 left, was “all ball, all day,” and that the referee had apologized.',
    'Theo Marsh',
  ],
  [
    'Leeds has said little. A Western diplomat in Tarn, who would not be named, was more blunt: “He is finished.”',
    null,
  ],
  [
    'The guards’ union, the Granite State Officers Assn., accused Villar of relying on “felons”.',
    'Granite State Officers Assn.',
  ],
  ['Brokerage Holm & Partners said in a note a deal would “make sense on paper”.', 'Holm & Partners'],
  ['Rival Marston House, which reports next week, said it had seen “no such slowdown”.', 'Marston House'],
  [
    'LONDON, March 3 (Reuters) - Baltic Grain confirmed it had received a bid. “Nothing is sure yet,” it said.',
    'Baltic Grain',
  ],
  ['TARN (AFP) — Three people died. The interior ministry blamed “armed provocateurs” for it.', null],
  [
    'Marlow State Prison has 900 men. A letter from the prison stated: “Your son is housed well.”',
    'Marlow State Prison',
  ],
  ['Marlow Foods Inc. lost money. Its chief, Ana Orr, left. Marlow said it was “a hard year”.', 'Marlow Foods Inc.'],
  ['Marlow Foods shut. An heir at Marlow sold his shares in Marlow. Marlow said it was “a hard year”.', 'Marlow Foods'],
  ['He grew up in Marlow. Marlow Foods shut. Marlow said it was “a hard year”.', 'Marlow'],
]

test.each(meant)('%s: %s', (text, name) => {
  const { quotes, sources } = extractQuotes(`The bridge was closed after the storm. Nobody was hurt.\n\n${text}`)
  const last = quotes.filter(({ kind }) => kind !== 'indirect').at(-1)
  expect(last).toBeDefined()
  expect(sources[last?.source ?? -1]?.name ?? null).toBe(name)
})
