/** Tells whether a double keeps all the digits of a JSON number: `1.10` and `1e3` it does, `9007199254740993` it doesn't. */
export function isExactNumber(text: string): boolean {
  const kept = String(Number(text));
  return Number.isFinite(Number(text)) && toNormal(text) === toNormal(kept);
}

/** Writes a number as its significant digits and the exponent of the last of them. */
function toNormal(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().replace(/^-/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  let end = digits.length;
  while (digits[end - 1] === '0') {
    end -= 1;
  }
  return end === 0
    ? '0'
    : `${digits.slice(0, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
