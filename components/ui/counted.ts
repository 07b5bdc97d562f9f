const numbers = new Intl.NumberFormat('en-US');

/** "1 field", "1,200 fields". */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${numbers.format(count)} ${count === 1 ? singular : plural}`;
}
