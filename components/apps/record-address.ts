/** The id in the address of a record of a module, in what is behind its host, or alone; null: there is none. Pure. */
export function recordIdIn(text: string, module: string): string | null {
  const given = text.trim();
  if (/^\d{1,19}$/.test(given)) return given;
  const [, name, id] = /\/m\/(\w+)\/(\d{1,19})(?:[/?#]|$)/.exec(given) ?? [];
  return name === module && id ? id : null;
}
