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
  abdi abdul abdullah adrian aidan alasdair alastair alec alejandro alexandre alfred alfredo alistair alvin amir angelo anton archie arnold
  arturo ashok asif babatunde barnaby bart bashar basil benedict bernard bert boyd brad bradford brent brett brock bruno bryce byron caleb
  calvin cameron cedric cesar chad charlie chester christophe clarence claude clay clayton cliff clifford clint clinton cody cole conrad cory
  craig crispin curt dalton damian damien damon danny darius darren darryl daryl demetrius deshawn dev devin dexter dominic donnie drew duane
  duncan dustin dwayne dwight earl eddie edgar edmund ehud eli elias elliot elliott elmer elon elton emilio enrique ernest ernesto evan
  everett ezra fadi faisal ferdinand fergus floyd francis frankie franklin fraser freddie frederick gabe gavin geoff geoffrey gerard gil
  gilbert giles gino graeme grayson gus habib hank hari harris harrison harry harvey hector hendrik herb herbert herman hernan horace howard
  hubert hugh humphrey hussein ignacio irving irwin ismail ivor jaime jake jamal jan jared jarrod jay jeb jed jefferson jeremiah jermaine
  jesus jethro jimmy jock joel johan johannes jonah jonathon jorge josef josh julian julio julius junior karl kasim kees kelvin kendrick kent
  kerry kirk kurt lamar lance len leon leroy les lester levi lindsey lionel lorenzo lowell luther lyle malcolm malik manuel marcel marcus
  mario marshall marv marvin maurice mauricio maxwell mehmet mel melvin merle micah mick mickey miles milo milton mitch mitchell mohamad mohan
  monty morris moses murray musa mustafa myles nabil nasser nathaniel naveed neal ned nelson nico nolan norm olaf oleg olu orlando orrin otis
  otto pablo paddy pascal paulo perry pete phil phillip piet prakash preston quentin quincy rahul ramesh rami ramon rand randall randolph
  rashid ray recep reggie reginald rene reuben reza ricky rob robbie roberto rod roderick rodney rodrigo roland rolf roman romeo ronnie roscoe
  rowan ruben rubin rudolph russ rusty salman salvador salvatore sami samir sammy sani santiago saul seamus sebastian segun sergio seth shane
  shaun shawn sheldon sherman sid sidney silas sipho solomon spencer stan stanley stefan sterling stewart stu syd tad teddy terence terrance
  terrence thabo theo theodore timmy toby todd tomasz tommy trent trevon trey troy tunde tyrone ulrich umar uri usman vaughan vern vernon vic
  vicente victor vijay viktor vince vinny virgil vitaly waleed walid wallace wally warren wendel wes wesley wilbur wilfred willem willis
  winston wolfgang woody xavier yuri yusuf zach zack zane ziad
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
  abby abena ada adaeze adele adriana agatha aileen aisling akosua akua alana alejandra alessandra alexandra alexandria alicia alison allison
  alma althea alyssa amal amara anastasia angelica angelina angie anika anja annabel anne annie anthea antonia april arlene asha audrey autumn
  ava ayesha babs beatriz becca belinda bella bernice bess bethany betsy bettina bianca billie birgit blanche bobbie bonnie brandi brandy bree
  brenna bronwyn bryony camilla candace candice cara carla carlotta carly carole caroline carrie cass cassandra cassie cat catalina catriona
  cecilia cecily celeste celia chantal charlene cher cheri cherie chioma chloe christa christie christy cindy claudette claudia colette cora
  coral cordelia courtney crystal daniela daphne darcy daria debbie debora dee deepa delia della delphine desiree destiny dina dolly dolores
  donatella dora dot dottie edie edna effie efua eileen elaine elisa elisabeth elise ella elle ellie elsa elsie emilia emmy erica erika erin
  erma esi esme esmeralda esperanza estelle esther etta eugenia eunice eve evie faith farah faye felicia felicity fern fernanda fleur flora
  folake freda frieda funmilayo gabriella gabrielle gemma genevieve georgia georgina geraldine germaine gertrude gilda gina ginger ginny
  giselle gladys greta gretchen guadalupe gwendolyn hattie hayley hazel heidi helena helene helga henrietta hilda holly hope huma ilana ilhan
  imelda ina ines inez inge irene irma isabel isabelle isobel ivana jacinda jackie jada jade jana janelle janie janine jasmine jayne jeanette
  jeanne jen jenna jennie jenny jessie jo joanna joanne jocelyn jodi jodie jody johanna josie joy juana juanita judi juliana julianne june
  kamala kara karin karina karla kat kathi kathie kathy katie katrina katy kay keisha kelli kellie kendra kerri kimberley kirsten kirsty kris
  krista kristen kristi kristin kristina kyra lacey laila lana latasha latoya leah leanne leigh lena leona leonora lerato leticia libby lidia
  lila lilian liliana lillian lina lindsay liv liz liza lizzie lois lola loraine lorraine lottie louisa lourdes lucille lucinda lucretia lydia
  lynda lynette lynsey madeleine madeline maeve magda maggie mairead mandy manuela mara marcia margarita margery margot marguerite mariana
  marianne maribel marina marine marion marisa marissa marjorie marla marlene marsha marta martina maryam matilda maud maude mavis maxine maya
  meera meg meghan melanie melinda mercedes meredith mia michaela mildred millicent millie mimi mina mindy minnie mira mirela misty moira
  mollie molly mona monica morgana muriel mwende myra myrtle nadine nanette natalia nell nellie nessa nettie nicky nicola nigella nina noelle
  nomsa noreen norma nyambura oda olive olwen oprah orna padma paige paloma pam pandora patience patrice patsy patti patty paulette pearl
  penelope penny perpetua petula philomena phoebe phyllis pippa polly portia priti prudence rachael ramona raquel rashida reba renata renee
  rhea rhoda rhona rhonda ria rita roberta robyn rochelle rosalie rosamund rosanna roseanne rosemarie rosie roslyn rowena roxanne rukaya
  sabina sabrina sadie salma samira sandy saskia savannah segolene selena selina serena shari sharyn shauna sheena shelby shelley shelly
  sherri sherry shirin sienna sierra silvia simona sinead sondra sonia sonya sophie stacey stacy stella suella summer susanna susannah susie
  suzanne suzie sybil sylvia tabitha talia tamara tami tammy tanya tara tasha tatum tess tessa thandi thea thelma theodora tiffany tilly toni
  tori trish trisha trudy tulsi ursula usha valeria valerie vanessa velma vera verity veronica vicki vicky viola violet vivian vivien vivienne
  wanda wanjiru wilma winnie xenia yesenia yvette yvonne zadie zara zelda zoey zola
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
