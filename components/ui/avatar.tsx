import { cn } from './cn';

export interface AvatarProps {
  name: string;
  size?: 'sm' | 'md' | 'lg';
  className?: string;
}

const sizes = { sm: 'size-5 text-[0.5625rem]', md: 'size-7 text-2xs', lg: 'size-10 text-sm' };

/** Initials; decoration, the name itself stands beside it or in the control's name. */
export function Avatar({ name, size = 'md', className }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      // Drawn by CSS, so that they are no text and no part of a button's name.
      data-initials={initials(name)}
      className={cn(
        'inline-flex shrink-0 select-none before:content-[attr(data-initials)] items-center justify-center rounded-full border border-accent-line bg-accent-soft font-semibold text-accent-text',
        sizes[size],
        className,
      )}
    />
  );
}

/** First letters of the first and the last word: "Ada King Lovelace" → "AL". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? [...word][0] : ''));
  return letters.join('').toLocaleUpperCase('en');
}
