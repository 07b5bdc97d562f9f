import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// The merge must know our own names, or it takes text-2xs for a colour and drops it beside text-muted.
const merge = extendTailwindMerge({ extend: { theme: { text: ['2xs'], shadow: ['raise'] } } });

/** Joins class names; of two that set the same property the later wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
