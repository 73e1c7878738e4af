const words =
  /^(?:exclusive|breaking|watch|listen|live|opinion|analysis|video|updated?|review|revealed|explainer|interview|comment|read|read more|related|transcript|note|editor['’]s note|correction|photos?|caption|sources?|excerpt|headline|summary)$/i

/** Whether words that stand where a speaker's name would ("EXCLUSIVE: “…”") are what pages and newsrooms put above texts. */
export const isFurniture = (text: string): boolean => words.test(text)
