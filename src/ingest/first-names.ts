const male =
  `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua
  kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin
  samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy
  harold keith christian roger noah gerald terry sean austin carl arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel
  logan alan juan wayne roy ralph randy eugene vincent russell louis philip bobby johnny bradley tom tim jim bill bob mike dave dan steve ben sam
  matt nick tony greg jeff ken ron don ed fred ted rick doug martyn martin simon ian neil graham colin stuart nigel derek trevor gareth owen liam
  connor oliver oscar hugo felix leo max lucas luca marco carlos luis miguel pedro diego ahmed mohammed muhammad mohamed ali omar hassan ibrahim
  desmond edwin gerald femi stuart harold jonty hamish rupert alaric dale grant lou curtis isaac wendell joachim pieter piotr tobias ravi sunil
  raj arjun vikram sanjay callum rory angus lewis finn jude ewan gordon clive barry leonard norman cecil rex lloyd glenn wade clark dean ross
  neville cyril percy rufus felix anders lars erik bjorn sven nils matteo giovanni luigi paolo antonio fernando ricardo eduardo javier rafael
  andre emmanuel nicolas laurent didier youssef karim tariq bilal imran kwame kofi chinedu emeka kenji hiroshi takeshi jun wei chen
  jerome soren bastien tomas joao jonas niklas henrik magnus isak
  ivan vladimir sergei dmitri boris hans klaus jurgen pierre jean francois antoine denzil walt barack bernie mitt newt marc rudy chris`
    .trim()
    .split(/\s+/)
const female =
  `mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle
  carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen
  samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren
  christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail
  alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis
  lori kate jane jill fiona claire clare louise lucy zoe ellen rosa rosalind imogen philippa agnes maren darlene tonya hillary kellyanne ivanka
  melania nikki elena irina olga natasha fatima aisha leila yasmin priya anita sunita mei ingrid astrid freya sofia lucia carmen ana eva ida nora
  beatrix hannelore saoirse naomi joyce elspeth dorothea bernadette winifred gwen ffion dilys yolanda kelsey lorna simone loretta miriam corinne
  nadia opal dana lettice blessing bronagh morag astrid priscilla eleanor harriet eliza florence ivy rose lily poppy daisy ruby amelia isla
  beatrice edith ethel mabel constance josephine rosemary hilary gillian lesley lynn lynne pauline maureen sheila doreen brenda glenda
  annette bridget colleen deirdre niamh aoife siobhan orla caitlin gabriela valentina camila lucia rosa pilar giulia chiara francesca
  amelie juliette celine nathalie brigitte monique anke heike petra katarina zuzana oksana svetlana tatiana amina zainab nkechi ngozi ama
  elodie heloise anais hjordis camille solene maelle
  yuki keiko mariko hana
  gail paula wendy tina tracy dawn robin beth megyn nan sue sally peggy becky`
    .trim()
    .split(/\s+/)

const genderOf = new Map<string, 'he' | 'she'>([
  ...male.map((name) => [name, 'he'] as const),
  ...female.map((name) => [name, 'she'] as const),
])

/** The pronoun that a first name makes likely: soft evidence, null for names not known. */
export function likelyPronoun(firstName: string): 'he' | 'she' | null {
  return (
    genderOf.get(
      firstName
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase(),
    ) ?? null
  )
}
