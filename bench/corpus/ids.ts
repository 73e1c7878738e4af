const crockford = '0123456789abcdefghjkmnpqrstvwxyz'

const base32 = (value: number, digits: number): string =>
  value
    .toString(32)
    .replace(/./g, (digit) => crockford.charAt(Number.parseInt(digit, 32)))
    .padStart(digits, '0')

/** A TypeID of this time (ms) and ordinal: in the order of the ordinals within one ms, and the same in every run. */
export const idOf = (prefix: 'art' | 'quo' | 'src', ms: number, ordinal: number): string =>
  `${prefix}_${base32(ms, 10)}e${base32(ordinal, 15)}`
