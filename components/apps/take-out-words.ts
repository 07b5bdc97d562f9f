import type { Mappable } from '@/lib/apps/connections/mappable';

/** What choosing it would do, by what the app has a way to of the fields that are mapped. Pure. */
export function takeOutInWords(
  { theirs, removes, emptiesAny }: Pick<Mappable, 'theirs' | 'removes' | 'emptiesAny'>,
  pairs: readonly { to: string }[],
): string {
  const places = pairs.map(({ to }) => {
    const known = theirs.find(({ name }) => name === to);
    return { label: known?.label ?? to, needed: known?.needed === true, emptied: known?.emptied ?? emptiesAny };
  });
  const others = places.filter(({ needed }) => !needed);
  const stay = others.filter(({ emptied }) => !emptied).map(({ label }) => label);
  const empties =
    stay.length < others.length
      ? ['A field that it may not have any more is emptied in a record that it may have.']
      : [];
  if (!removes)
    return empties.length > 0
      ? [...empties, 'It has no way to remove a record: of one that may not be sent at all it keeps what it got.'].join(
          ' ',
        )
      : 'This app has no way to: it keeps what it got.';
  const which =
    stay.length > 0 && empties.length > 0
      ? `, or of which it has ${stay.join(', ')}, which cannot be emptied there,`
      : '';
  const all = stay.length > 0 && empties.length === 0 ? ', or only without a field that it has,' : which;
  return [...empties, `A record that may not be sent at all${all} is removed there.`].join(' ');
}
