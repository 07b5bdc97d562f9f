import { cn } from '@/components/ui/cn';
import type { BrandSettings } from '@/lib/chat/setup/brand-schema';

/** The brand's colour or picture, as a decoration beside its name. */
export function BrandMark({ settings: { colour, logo }, className }: { settings: BrandSettings; className?: string }) {
  const look = cn('size-5 shrink-0 rounded-xs border border-line object-contain', className);
  // biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise
  if (logo) return <img src={logo} alt="" className={cn(look, 'bg-white')} />;
  return <span aria-hidden="true" className={look} style={{ backgroundColor: colour }} />;
}
