/**
 * Digits and separators of many countries, read as one number. Law: the same number gives the same value, whatever script
 * its digits are in and however its thousands are set apart.
 */

/** Every decimal digit of Unicode as 0 to 9; blocks of ten start at their zero. */
export function plainDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0)!)));
}

function digitValue(code: number): number {
  if (code < 0x80) return code - 0x30;
  // The mathematical digits are five alphabets in one run, which does not start at a multiple of ten.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let back = 0;
  while (back < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - back - 1))) back += 1;
  return back;
}

const GAP = "[ \\u00a0\\u202f\\u2009'’.,٬]";
/** A number in digits: groups of three, Indian groups of two before the last three, or digits without groups; then decimals. */
export const DIGITS = new RegExp(
  `(?<![\\d.,])(?:\\d{1,3}(?:(?<gap>${GAP})\\d{3}(?:\\k<gap>\\d{3})*)(?!\\d)|\\d{1,2}(?:,\\d{2})+,\\d{3}(?!\\d)|\\d+)(?:[.,٫]\\d+)?(?![\\d])`,
  'gu',
);

/**
 * The value of what DIGITS matched.
 * @param decimal whether a lone group of three after a dot or a comma is decimals: "3.125 million", "0.125"
 */
export function valueOfDigits(text: string, decimal: boolean): number {
  const lone = /^\d{1,3}[.,٫]\d{3}$/.test(text);
  if (lone && (decimal || text.startsWith('0'))) return Number(text.replace(/[,٫]/, '.'));
  const grouped = /^(\d{1,3}(?:[ \u00a0\u202f\u2009'’.,٬]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:[.,٫](\d+))?$/.exec(text);
  if (grouped !== null) return Number(`${grouped[1]!.replaceAll(/\D/g, '')}.${grouped[2] ?? 0}`);
  return Number(text.replace(/[,٫]/, '.'));
}
