/** States, provinces and countries that are nobody's name: no "Georgia", no "Jordan". */
const places: ReadonlySet<string> = new Set(
  `alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine
  maryland massachusetts michigan minnesota mississippi missouri nebraska nevada oklahoma ohio oregon pennsylvania tennessee texas utah vermont wisconsin
  wyoming alberta manitoba newfoundland ontario quebec québec saskatchewan yukon nunavut queensland tasmania england scotland wales ulster
  canada australia britain ireland france germany spain italy portugal greece turkey russia ukraine poland hungary romania bulgaria serbia croatia austria
  switzerland belgium netherlands denmark norway sweden finland iceland china japan india pakistan bangladesh nepal thailand vietnam cambodia laos myanmar
  malaysia singapore indonesia philippines taiwan iran iraq syria lebanon egypt libya tunisia algeria morocco nigeria ghana kenya uganda tanzania ethiopia
  somalia sudan rwanda zambia zimbabwe botswana namibia mozambique angola cameroon senegal mali niger mexico guatemala honduras nicaragua panama colombia
  venezuela ecuador peru bolivia brazil paraguay uruguay argentina chile haiti jamaica barbados europe africa asia`
    .trim()
    .split(/\s+/)
    .concat([
      'united arab emirates',
      'united states',
      'united kingdom',
      'saudi arabia',
      'south africa',
      'new zealand',
      'north korea',
      'south korea',
      'sri lanka',
      'hong kong',
      'puerto rico',
      'costa rica',
      'czech republic',
      'nova scotia',
      'new brunswick',
      'british columbia',
    ]),
)

/** Whether a name is a state's, a province's or a country's and can be nobody else's. */
export const isKnownPlace = (name: string): boolean => places.has(name.toLowerCase())
