const OTHERWISE =
  /\b(?:orders?|invoices?|tracking|tickets?|cases?|ref(?:erence)?s?|confirmation|serial|parts?|skus?|models?|isbn|versions?|build|test|transaction)(?:[\s:#.-]{1,3}(?:number|num|no|id|code|is|was|like|as))*[\s:#.-]{0,3}$/i;

/** Whether what starts at `start` is called an order, a ticket, a version: such numbers may look like anything. */
export function namedOtherwise(text: string, start: number): boolean {
  return OTHERWISE.test(text.slice(Math.max(0, start - 32), start));
}
