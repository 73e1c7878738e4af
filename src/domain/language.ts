/** A BCP 47 tag in its usual letters ("EN-us" is "en-US", RFC 5646 §2.1.1), so that tags that mean the same are the same. */
export function canonicalLanguage(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag
  } catch {
    return tag
  }
}
