import { describe, expect, test } from 'vitest'
import { extractQuotes } from '../../src/ingest/extract-quotes.ts'

const before =
  'The bridge was closed to all traffic after the storm. Nobody was hurt, and repairs began the next day.\n\n'

/** The source of the first quote in marks of a text. */
function sourceOf(text: string) {
  const { quotes, sources } = extractQuotes(before + text)
  const place = quotes.find(({ kind }) => kind !== 'indirect')?.source ?? null
  return place === null ? null : sources[place]
}

/** Somebody as a newspaper introduces them, and the name that is theirs. */
const introductions: [string, string][] = [
  ['Conservative Leader Andrew Marlow', 'Andrew Marlow'],
  ['Supervisor Grace Nakahara', 'Grace Nakahara'],
  ['the Diocese of Wexford', 'Diocese of Wexford'],
  ['the Canadian Union of Harbour Employees', 'Canadian Union of Harbour Employees'],
  ['the Town of Harrow', 'Town of Harrow'],
  ['the Royal Society for the Protection of Moths', 'Royal Society for the Protection of Moths'],
  ['the Fédération des agents de contrôle', 'Fédération des agents de contrôle'],
  ['the Syndicat des employées de l’éducation du Québec', 'Syndicat des employées de l’éducation du Québec'],
  ['the Church of Jesus Christ of Latter-day Saints', 'Church of Jesus Christ of Latter-day Saints'],
  ['Sebastian Marsh Cole', 'Sebastian Marsh Cole'],
  ['Deacon Paul Orr', 'Paul Orr'],
  ['seismologist Lucy Vane', 'Lucy Vane'],
  ['Environment and Climate Change Minister Catherine Doyle', 'Catherine Doyle'],
  ['Health and Human Services Secretary Alex Brandt', 'Alex Brandt'],
  ['Secretary of State Mike Farrow', 'Mike Farrow'],
  ['Minister of Public Safety Bill Quill', 'Bill Quill'],
  ['Archbishop of Harrow Justin Vale', 'Justin Vale'],
  ['Chair of the Joint Chiefs of Staff Mark Osgood', 'Mark Osgood'],
  ['Chief of the Defence Staff Gen. Jonathan Pell', 'Jonathan Pell'],
  ['Assembly of First Nations National Chief Perry Stone', 'Perry Stone'],
  ['Scotland’s First Minister Nicola Baird', 'Nicola Baird'],
  ['UN Secretary-General Antonio Reyes', 'Antonio Reyes'],
  ['Lieutenant-Governor Elizabeth Vane', 'Elizabeth Vane'],
  ['Vancouver-based lawyer Mary Moe', 'Mary Moe'],
  ['former U.S. president Carl Denning', 'Carl Denning'],
  ['shadow transport secretary Sir Keir Lowe', 'Keir Lowe'],
  ['defence lawyer Marie Hale', 'Marie Hale'],
  ['Toronto Maple Leafs head coach Sheldon Crane', 'Sheldon Crane'],
  ['Environment Canada meteorologist David Frost', 'David Frost'],
  ['Prime Minister Theresa May', 'Theresa May'],
  ['Green Party Leader Elizabeth May', 'Elizabeth May'],
  ['June Pascoe', 'June Pascoe'],
  ['Will Ansel', 'Will Ansel'],
  ['J.D. Larkin', 'J.D. Larkin'],
  ['James A. Barlow', 'James A. Barlow'],
  ['Mary I. Poe', 'Mary I. Poe'],
  ['A. J. Roe', 'A. J. Roe'],
  ['Ald. Bo Marsh', 'Bo Marsh'],
  ['state Del. Marcia "Cia" Orme', 'Marcia Orme'],
  ['state Del. Lisa Benton (D-Norfolk)', 'Lisa Benton'],
  ['Gov. Earl Ray Dunmore of West Virginia', 'Earl Ray Dunmore'],
  ['Lana Del Monte', 'Lana Del Monte'],
  ['Anne-Marie O’Brien', 'Anne-Marie O’Brien'],
  ['Ludwig van der Berg', 'Ludwig van der Berg'],
  ['Osama al-Masri', 'Osama al-Masri'],
  ['Sheikh Hasina', 'Sheikh Hasina'],
  ['Crown Prince Mohammed bin Rashid', 'Mohammed bin Rashid'],
  ['Kim Jong Un', 'Kim Jong Un'],
  ['José Luis Rodríguez Vidal', 'José Luis Rodríguez Vidal'],
  ['Mary Baker Holt', 'Mary Baker Holt'],
  ['the foreign secretary, Jeremy Crane,', 'Jeremy Crane'],
  ['Jane Roe, director of the Foo Institute,', 'Jane Roe'],
  ['Kestrel Ferries Inc. chief executive officer Elon Brandt', 'Elon Brandt'],
  ['the Dominion Research Council (DRC)', 'Dominion Research Council'],
  ['the Department of Health and Human Services', 'Department of Health and Human Services'],
  ['the Centers for Disease Control and Prevention', 'Centers for Disease Control and Prevention'],
  ['the Commission on Presidential Debates', 'Commission on Presidential Debates'],
  ['the Committee to Protect Journalists', 'Committee to Protect Journalists'],
  ['the National Union of Teachers', 'National Union of Teachers'],
  ['a spokesman for the Home Office', 'Home Office'],
  ['a Home Office spokesman', 'Home Office'],
  ['Mayor-elect Olivia Chowdry', 'Olivia Chowdry'],
  ['the Ven. Penny Sawyer-Bell', 'Penny Sawyer-Bell'],
  ['NLC President Comrade Ayuba Wabba', 'Ayuba Wabba'],
  ['Det Con Ravi Solank-Webb', 'Ravi Solank-Webb'],
  ['Insp. D’Arcy Wells', 'D’Arcy Wells'],
  ['Coun. Stephen Holyrood (Ward 2, Etobicoke Centre)', 'Stephen Holyrood'],
  ['Rep. Briscoe Crane, R-Ohio,', 'Briscoe Crane'],
  ['Grand Chief Stewart Philpot', 'Stewart Philpot'],
  ['the Information Commissioner’s Office', 'Information Commissioner’s Office'],
  ['Alberta Children’s Hospital', 'Alberta Children’s Hospital'],
  ['Public Works Minister Shri Dinesh Tolani', 'Dinesh Tolani'],
  ['Smt. Kavita Rathor', 'Kavita Rathor'],
  ['Engr. Bassey Okon', 'Bassey Okon'],
  ['Lands CS Beatrice Moraa', 'Beatrice Moraa'],
  ['Chief (Mrs.) Felicia Oweh', 'Felicia Oweh'],
  ['Deputy Commissioner of Police (North) Farah Quresh', 'Farah Quresh'],
  ['State Counsel Brian Mutisa', 'Brian Mutisa'],
  ['Harrow Partners’ Barry Keener', 'Barry Keener'],
  ['Hamid bin Rashid al-Suwaid', 'Hamid bin Rashid al-Suwaid'],
  ['Nelly Achieng’ Odhiamba', 'Nelly Achieng’ Odhiamba'],
  ['the National Growers’ Alliance', 'National Growers’ Alliance'],
  ['the Bakers’ and Confectioners’ Union', 'Bakers’ and Confectioners’ Union'],
  ['the Ethics and Anti-Graft Commission (EAGC)', 'Ethics and Anti-Graft Commission'],
  ['Garda Sinéad Mulcahy', 'Sinéad Mulcahy'],
  ['House Speaker Pro Tem Dana Fulbright', 'Dana Fulbright'],
  ['the All Coast Fishers’ Front (ACFF)', 'All Coast Fishers’ Front'],
  ['Sen. Leona Marsh, D-Ga., who wrote the bill,', 'Leona Marsh'],
  ['Orrin Tidewater L.L.C.', 'Orrin Tidewater L.L.C.'],
  ['a spokesperson for Fisheries and Oceans Canada', 'Fisheries and Oceans Canada'],
  [
    'a spokesperson for Innovation, Science and Economic Development Canada',
    'Innovation, Science and Economic Development Canada',
  ],
  ['Agriculture and Agri-Food Canada', 'Agriculture and Agri-Food Canada'],
  ['the Bureau of Tobacco, Firearms and Explosives', 'Bureau of Tobacco, Firearms and Explosives'],
  ['the Alcohol and Gaming Commission of Wexland', 'Alcohol and Gaming Commission of Wexland'],
  ['the Centre for Addiction and Mental Health', 'Centre for Addiction and Mental Health'],
  ['the Institute for Research on Rural Roads', 'Institute for Research on Rural Roads'],
  ['a spokesman for Marlow and Pruett', 'Marlow and Pruett'],
  ['Health Workers Local 220', 'Health Workers Local 220'],
  ['Director of education Janine Belford-Lee', 'Janine Belford-Lee'],
  ['Chief of surgery Dr. Ana Doe', 'Ana Doe'],
  ['the Department of First Nations Roads', 'Department of First Nations Roads'],
  ['DPP Nair', 'Nair'],
  ['Devon and Cornwall Police', 'Devon and Cornwall Police'],
  ['Harrow and Pinner Borough Council', 'Harrow and Pinner Borough Council'],
  ['the Reading and Excellence Trust', 'Reading and Excellence Trust'],
  ['the Union of Shop and Nursery Workers', 'Union of Shop and Nursery Workers'],
  ['the Bureau of Vehicle and School Bus Safety', 'Bureau of Vehicle and School Bus Safety'],
  ['the Royal College of Potters and Glaziers', 'Royal College of Potters and Glaziers'],
  ['a spokesman for campaign group Save Our Pools', 'Save Our Pools'],
]

describe('names', () => {
  test.each(introductions)('%s is %s', (introduced, name) => {
    const sentence = introduced[0]?.toUpperCase() + introduced.slice(1)
    for (const text of [
      `"We will see what happens next week," said ${introduced}.`,
      `"We will see what happens next week," ${introduced} said on Tuesday.`,
      `${sentence} told reporters that the bridge would open soon. "We will see what happens next week."`,
      `According to ${introduced}, "it was a very bad night for the town."`,
    ])
      expect.soft(sourceOf(text)?.name, text).toBe(name)
  })

  test('a husband or wife is the other one of that last name', () => {
    const text = 'Ravi Iyer was inside. His wife, Lalita Iyer, said it was late. "We will see," her husband said.'
    expect(sourceOf(text)?.name).toBe('Ravi Iyer')
    expect(sourceOf('Efrain Pach sat down. His wife, Norma, did not. "We will see," Mrs. Pach said.')?.name).toBe(
      'Norma',
    )
    expect(
      sourceOf('Margaret Stanley fell. Mrs Stanley’s son, Giles, came. “She was calling,” Mr Stanley said.')?.name,
    ).toBe('Giles')
  })

  test('somebody met in passing is not whom the last name means', () => {
    const text = 'Rosalind Ekwe led it with her husband, the chemist Paul Ekwe. It rained. "We will see," Ekwe said.'
    expect(sourceOf(text)?.name).toBe('Rosalind Ekwe')
  })

  test('somebody of one name opens a sentence', () => {
    const text = 'Salem, a diver who gave only one name, saw it happen from the quay. "I saw a wall," he said.'
    expect(sourceOf(text)?.name).toBe('Salem')
  })

  test('a nickname by itself means whoever has it', () => {
    const source = sourceOf('Jez "Jezza" Maddock was there. "We will see what happens," Jezza said on Monday.')
    expect(source?.name).toBe('Jez Maddock')
  })

  test('a nickname in marks is another name, and no quote', () => {
    const source = sourceOf('Robert "Bob" Lee was first. "We will see what happens," Bob Lee told reporters.')
    expect(source).toMatchObject({ name: 'Robert Lee', aliases: ['Bob Lee'] })
  })

  test('an acronym in brackets and one kind of apostrophe or another are the same name', () => {
    const drc = sourceOf('The Dominion Research Council (DRC) met. "We will see what happens," the DRC said.')
    expect(drc).toMatchObject({ name: 'Dominion Research Council', aliases: ['DRC'] })
    const neill = sourceOf('James O’Neill was there. "We will see what happens," O\'Neill said.')
    expect(neill?.name).toBe('James O’Neill')
  })

  test('the last words of a longer name are that name, and a word that opens a sentence is no part of it', () => {
    expect(sourceOf('Aung San Suu Kyi spoke. "We will see what happens," Suu Kyi said.')?.name).toBe('Aung San Suu Kyi')
    expect(sourceOf('Embattled Marlow spoke. "We will see," Marlow said of the storm.')?.name).toBe('Marlow')
  })

  test('of two people with one last name it is the one just named in full, else the one named first', () => {
    const text = `Gus Fenn runs the bakery. His daughter, Annie Fenn, is a dental hygienist in Tolland.\n\n${'The ovens are old and the flour is dear. '.repeat(8)}\n\n"We will see what happens," Fenn said.`
    expect(sourceOf(text)?.name).toBe('Gus Fenn')
    expect(sourceOf('Gus Fenn left. Annie Fenn did not. "We will see what happens," Fenn said.')?.name).toBe(
      'Annie Fenn',
    )
  })

  test.each([
    ['Sgt. Ana Ortiz found the car. The road was closed. "We will see what happens," the sergeant said.', 'Ana Ortiz'],
    ['"We will see what happens," the mayor of Wexcombe said. Mayor Ana Ortiz has been ill.', 'Ana Ortiz'],
    ['Canon Perpetua Lyle was there. "We will see what happens next week," the canon said.', 'Perpetua Lyle'],
    [
      'Maren Olsen, chief engineer of the port, was there.\n\nGerald Pike came with the engineer Dale Prior. Pike said it was old.\n\n"We will see what happens," the chief engineer said.',
      'Maren Olsen',
    ],
    [
      'The Harrow Herald had the story first. "We will see what happens next week," the newspaper said.',
      'Harrow Herald',
    ],
    [
      'Tolliver & Sons has offered her a voucher. "We take every complaint seriously," a spokeswoman said.',
      'Tolliver & Sons',
    ],
    [
      'Fenwick Motors will cut jobs, and Dale Prior lost his. "We had no other choice," said a spokesman for the company.',
      'Fenwick Motors',
    ],
    [
      'In a statement, Fenwick Motors said it was sorry. It rained. "We had no other choice," the statement read.',
      'Fenwick Motors',
    ],
    ['Gus Fenn taped a sign in the window of the shop on Monday. "Thank you for everything," it read.', 'Gus Fenn'],
    ['Actor Ryan Gosford was there. "We will see what happens," the 38-year-old told reporters.', 'Ryan Gosford'],
    ['Ana Ortiz has a son, Mateo, 7, who slept in the car. "It was like camping," said the boy.', 'Mateo'],
    ['Dr. Chalm denied it on Monday. "Jim Chalm never lies," Dr. Chalm said.', 'Jim Chalm'],
    ['Tomas Rey and 17-year-old Jayden Shaw played. "We will see what happens," the teenager said.', 'Jayden Shaw'],
    ['Chief Minister Bhanu Chand came on Monday. "We will see what happens," the CM said.', 'Bhanu Chand'],
    [
      'Deputy Commissioner of Police (North) Farah Quresh came. "We will see what happens," the DCP said.',
      'Farah Quresh',
    ],
    [
      'In a communiqué on Tuesday, the Concerned Elders Forum said it was sad. "We will see," the communiqué stated.',
      'Concerned Elders Forum',
    ],
    [
      'Nora Quist, 31, and Petra Somers, 19, shared a room.\n\nQuist snored. "We never slept," the 19-year-old said.',
      'Petra Somers',
    ],
    [
      'Harold Nisbit was in bed. Karen Nisbit-Hall came. Nisbit slept. "There is a bucket," his daughter said.',
      'Karen Nisbit-Hall',
    ],
    [
      'Rookie coach Rick Tessin praised the Winnipeg Stags. It rained on the Winnipeg Stags. "That is all him," the coach said.',
      'Rick Tessin',
    ],
    ['The Competition Bureau is slow.\n\nGus Fenn said so.\n\n"Please wait," the bureau said.', 'Competition Bureau'],
    [
      'Ana Ortiz took the stand.\n\nThe prosecutor, Gus Fenn, held up the bag. "I carried it home," the witness said.',
      'Ana Ortiz',
    ],
    ['RCMP Sgt. Blair Tolman came by boat. "There is nothing dry to take," the Mountie said.', 'Blair Tolman'],
    [
      'The State’s Transport Minister, B. Farid Ahmad, wants a report. “We will see,” the Minister said on Monday.',
      'B. Farid Ahmad',
    ],
    [
      'Rookie Emile Dubay played.\n\nThe goaltender made 51 saves. "I don\'t remember most of it," the rookie said.',
      'Emile Dubay',
    ],
    [
      `The coroner, Dr Aidan Lisle, sat on Monday.\n\n${'Ana Ortiz and Gus Fenn came to see it.\n\n'.repeat(14)}"We will see what happens," the coroner said.`,
      'Aidan Lisle',
    ],
    [
      'The Canada Parcel Agency is slow.\n\nGus Fenn of the University of Harrow said so.\n\n"Please wait," the agency said.',
      'Canada Parcel Agency',
    ],
  ])('a noun means whom the text calls so: %s', (text, name) => {
    expect(sourceOf(text)?.name).toBe(name)
  })
})

/** A text that ends in a quote of a pronoun or a noun, and whom the sentences before it make of that. */
const led: [string, string | undefined][] = [
  [
    'Guild president Teri Ostrow met vice-president Glen Hathway.\n\nThe union leader laughed at the figure. "I will buy him a muffin," she said.',
    'Teri Ostrow',
  ],
  [
    'Premier Joan Kowal opened the plant with Minister Danielle Thibeau.\n\nThe premier joked about her uncle. "He owed everybody," she said.',
    'Joan Kowal',
  ],
  [
    'Frances Tolgate ran the trust.\n\nA colleague, who was afraid, sat down. "They painted it in June," she said.',
    undefined,
  ],
  ['Sheriff Bud Koval took it down.\n\nAn agent who had seen it was blunter. "There is a tail," he said.', undefined],
  ['Bud Larrabee was away. His wife said he had lost weight. "I told him for years," she said.', undefined],
  [
    'Gus Fenn closed the plant.\n\nA trader at another firm said it was late. "Everyone has a list," the trader said.',
    undefined,
  ],
]

test.each(led)('in %s the last words are those of %s', (text, name) => {
  expect(sourceOf(text)?.name).toBe(name)
})

/** How somebody is introduced, what is kept of it, and whom they speak for. */
const descriptions: [string, string | null, string | null][] = [
  ['Conservative Leader Andrew Marlow', 'Conservative Leader', null],
  ['Vancouver-based lawyer Mary Moe', 'Vancouver-based lawyer', null],
  ['former U.S. president Carl Denning', 'former U.S. president', null],
  ['Jane Roe, director of the Foo Institute,', 'director of the Foo Institute', 'Foo Institute'],
  ['Jane Roe, 23, a student at the Foo Institute,', 'a student at the Foo Institute', null],
  ['Jane Roe, a former director of the Foo Institute,', 'a former director of the Foo Institute', null],
  ['Jane Roe, a critic of the Foo Institute,', 'a critic of the Foo Institute', null],
  ['Jane Roe, who maps the internet at Dyn Research,', 'maps the internet at Dyn Research', 'Dyn Research'],
  ['Jane Roe, who wrote about it and runs the website North Tech,', 'runs the website North Tech', null],
  ['Jane Roe, who declined to comment further,', null, null],
  ['Kestrel Ferries spokesman John Pike', 'Kestrel Ferries spokesman', 'Kestrel Ferries'],
  ['Home Office chief executive Jane Roe', 'Home Office chief executive', 'Home Office'],
  ['NYPD Commissioner James Pell', 'NYPD Commissioner', 'NYPD'],
  ['Ontario Premier Doug Farrow', 'Ontario Premier', null],
  ['Ms. Jane Roe', null, null],
  ['Kestrel’s chief economist, Jane Roe,', 'Kestrel’s chief economist', 'Kestrel'],
  ['the head of the Foo Institute, Jane Roe,', 'the head of the Foo Institute', 'Foo Institute'],
  ['Jane Roe — president of the Foo Institute —', 'president of the Foo Institute', 'Foo Institute'],
  [
    'Canadian Union of Harbour Employees president Jane Roe',
    'Canadian Union of Harbour Employees president',
    'Canadian Union of Harbour Employees',
  ],
  ['Jane Roe, a spokeswoman for the Town of Harrow,', 'a spokeswoman for the Town of Harrow', 'Town of Harrow'],
  ['Jane Roe, an analyst at Tauma Wai,', 'an analyst at Tauma Wai', 'Tauma Wai'],
  ['Jane Roe, chief executive of Human Rights Trust,', 'chief executive of Human Rights Trust', 'Human Rights Trust'],
  ['A&D spokeswoman Jane Roe', 'A&D spokeswoman', 'A&D'],
]

test.each(descriptions)('what is said of %s is %s, who speaks for %s', (introduced, description, organization) => {
  const source = sourceOf(`"We will see what happens next week," said ${introduced} on Tuesday. The rain went on.`)
  expect(source).toMatchObject({ type: 'person', description, organization })
})

test('a story that opens with a noun means by it whoever its next paragraph begins with', () => {
  const story =
    'A Saskatoon woman says she deserves “an apology” from the hospital.\n\nLorraine Dubois, 43, said nobody had called her.'
  const { quotes, sources } = extractQuotes(story)
  expect(sources[quotes[0]?.source ?? -1]?.name).toBe('Lorraine Dubois')
})

test('turns may be labelled Q. and A.', () => {
  const { quotes, sources } = extractQuotes(
    'Marlene Price runs the food bank.\n\nQ. How bad is it?\n\nA. The worst I have known.\n\nQ. Who are they?\n\nA. Nurses.',
  )
  const who = quotes.filter(({ kind }) => kind === 'direct').map(({ source }) => sources[source ?? -1]?.name)
  expect(who).toEqual([undefined, 'Marlene Price', undefined, 'Marlene Price'])
})

test('turns may be labelled with the letters of names', () => {
  const { quotes, sources } = extractQuotes(
    'Elena Marsh spoke to Walt Pruss.\n\nELENA MARSH: How long?\n\nWALT PRUSS: Nine minutes.\n\nEM: And the limit?\n\nWP: Ten minutes.\n\nEM: Thanks.\n\nWP: No.',
  )
  const who = quotes.filter(({ kind }) => kind === 'direct').map(({ source }) => sources[source ?? -1]?.name)
  expect(who).toEqual(['Elena Marsh', 'Walt Pruss', 'Elena Marsh', 'Walt Pruss', 'Elena Marsh', 'Walt Pruss'])
})

test('after a question, words that stand alone are those of whoever spoke before', () => {
  const { quotes, sources } = extractQuotes(
    'The inquiry sat on Monday.\n\n“I rang him at home,” Helena Pappas said.\n\n“Those were his words?” Fiona Gill asked.\n\n“I wrote them on my hand.”',
  )
  expect(quotes.map(({ source }) => sources[source ?? -1]?.name)).toEqual([
    'Helena Pappas',
    'Fiona Gill',
    'Helena Pappas',
  ])
})

/** A sentence with words in marks, and who says them. */
const marked: [string, string][] = [
  ['Its director, former MP Sir Denzil Foulk, said the payment was “the reddest of rags”.', 'Denzil Foulk'],
  ['His Special Adviser on Media, Mr Callum Stroud, said there was “nothing to add”.', 'Callum Stroud'],
  ['The Iyaloja of Central Market, Chief Felicia Oweh, said the cost had “doubled”.', 'Felicia Oweh'],
  ['TELLY favourite Faye Dunmoor has branded him “a walking hangover”.', 'Faye Dunmoor'],
  ['Ana Doe said the minister had “sat on it like a hen” until a newspaper asked.', 'Ana Doe'],
  ['Union rep Kev Stubb said the offer was “a fruit bowl”.', 'Kev Stubb'],
  ['The minister’s deputy, Prof. Abdul Siddiq, called the minister’s reply “an insult to the dead”.', 'Abdul Siddiq'],
  ['Harrow Partners’ Lou Giacomo, who kept his rating, called the drop “an overreaction”.', 'Lou Giacomo'],
  ['Lands CS Beatrice Moraa last week told a court that it was “quite safe”.', 'Beatrice Moraa'],
  ['Magistrate Hellen Odour listened. The magistrate overruled him: “The court knows what a boat is.”', 'Hellen Odour'],
  ['“It was a mill,” former chief officer for Roads Kiptoo Barasa told the House.', 'Kiptoo Barasa'],
  ['“Cement that somebody is selling?” queried Kelechi Umah, who was at the gate.', 'Kelechi Umah'],
]

test.each(marked)('in %s the words in marks are those of %s', (sentence, name) => {
  expect(sourceOf(sentence)?.name).toBe(name)
})

/** A sentence, the speaker as printed in it, and the source. */
const speakers: [string, string, string][] = [
  [
    'The Department of Health and Human Services said the plan was dead.',
    'Department of Health and Human Services',
    'Department of Health and Human Services',
  ],
  ['Will Tarrant said the road was closed.', 'Will Tarrant', 'Will Tarrant'],
  ['Sen. Lindsay Groome (R-S.C.) said the vote would be close.', 'Lindsay Groome', 'Lindsay Groome'],
  ['The group’s president, Dr. Helen Iwasa, said nobody had called.', 'Helen Iwasa', 'Helen Iwasa'],
  ['Counsel for the company, Eleanor Foss KC, said it had learned.', 'Eleanor Foss', 'Eleanor Foss'],
  ['Reached in Vienna, Leo Zandor, 81, said he noticed at once.', 'Leo Zandor', 'Leo Zandor'],
  ['In the words of Ana Doe, the plan is “a mess”.', 'Ana Doe', 'Ana Doe'],
  ['To quote John Roe: “Nobody loses.”', 'John Roe', 'John Roe'],
]

test.each(speakers)('in %s the speaker is %s, who is %s', (sentence, speaker, name) => {
  const { quotes, sources } = extractQuotes(before + sentence)
  const found = quotes.map(({ speaker, source }) => [speaker?.text, sources[source ?? -1]?.name])
  expect(found).toEqual([[speaker, name]])
})
