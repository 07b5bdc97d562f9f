import type { WidgetBrand } from '@/lib/ways-in/widget/contract';
import { bytesText } from './bytes';
import { fill, type Texts } from './texts';

/** Known before a byte is sent. A browser that cannot tell the kind of a file leaves it to the server. */
export function faultOf(
  { name, size, type }: Pick<File, 'name' | 'size' | 'type'>,
  { maxFileBytes, fileTypes }: Pick<WidgetBrand, 'maxFileBytes' | 'fileTypes'>,
  t: Texts,
): string {
  if (size === 0) return fill(t.empty, { name });
  if (size > maxFileBytes) return fill(t.tooLarge, { name, size: bytesText(maxFileBytes) });
  if (type !== '' && !fileTypes.includes(type)) return fill(t.badType, { name });
  return '';
}
