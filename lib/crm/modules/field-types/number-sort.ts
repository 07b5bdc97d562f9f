/** The bits of a double, turned so that their hexadecimal text sorts as the number does: 16 characters. */
export function numberSortKey(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  // Adding 0 makes -0 and 0 one value.
  view.setFloat64(0, value + 0);
  const bits = view.getBigUint64(0);
  const negative = bits >> 63n === 1n;
  const turned = negative ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n);
  return turned.toString(16).padStart(16, '0');
}
