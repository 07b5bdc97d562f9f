// Making a formatter costs more than a hundred uses of it, and a list shows hundreds of values.
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return remember(numberFormats, options, () => new Intl.NumberFormat('en-US', options));
}

export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return remember(dateFormats, options, () => new Intl.DateTimeFormat('en-US', options));
}

function remember<T>(known: Map<string, T>, options: object, make: () => T): T {
  const key = JSON.stringify(options);
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
