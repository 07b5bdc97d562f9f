import { phone } from '@/lib/crm/modules/field-types/phone';
import type { ValueDisplayProps } from './display-props';

const linkClass = 'text-accent-text underline-offset-2 hover:underline wrap-anywhere';

type Shown = Pick<ValueDisplayProps, 'text'>;

export function EmailDisplay({ text: address }: Shown) {
  const at = address.lastIndexOf('@');
  // A local part may hold ? and &, which would add headers to the mail.
  const target = `${encodeURIComponent(address.slice(0, at))}@${encodeURIComponent(address.slice(at + 1))}`;
  return (
    <a href={`mailto:${target}`} className={linkClass}>
      {address}
    </a>
  );
}

export function PhoneDisplay({ text: number }: Shown) {
  return (
    <a
      href={`tel:${phone.normalise(number).replace('x', ';ext=')}`}
      className={`${linkClass} whitespace-nowrap tabular-nums`}
    >
      {number}
    </a>
  );
}

/** Opens apart and tells the other site nothing of where it was opened from: our addresses hold record ids. */
export function WebDisplay({ text: address }: Shown) {
  // Stored values were checked on the way in; a link is where it matters, so here again.
  if (!/^https?:\/\//iu.test(address)) return <span>{address}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer" className={linkClass}>
      {address}
    </a>
  );
}
