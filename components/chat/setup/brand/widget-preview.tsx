import { MessageCircle, Send, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { inkOn } from '@/components/chat/widget/frame/colour';
import { directionOf } from '@/components/chat/widget/frame/language';
import { TEXTS } from '@/components/chat/widget/frame/text/all';
import { firstWords } from '@/components/chat/widget/frame/words';
import { cn } from '@/components/ui/cn';
import { type BrandSettings, DEFAULT_BRAND, type Language, PRE_CHAT_FIELDS } from '@/lib/chat/setup/brand-schema';
import { WIDGET_THEMES, type WidgetTheme } from './widget-themes';

export interface WidgetPreviewProps {
  name: string;
  settings: BrandSettings;
  theme: WidgetTheme;
  language: Language;
  online: boolean;
}

/** A picture of the widget in its own colours and words. Nothing in it can be reached or pressed. */
export function WidgetPreview({ name, settings, theme, language, online }: WidgetPreviewProps) {
  const t = TEXTS[language];
  const asks = settings.preChat.enabled && PRE_CHAT_FIELDS.some((field) => settings.preChat.fields[field].shown);
  return (
    <div role="img" aria-label={`The widget of ${name}, ${theme}`} style={styleOf(settings.colour, theme)}>
      <div
        aria-hidden="true"
        dir={directionOf(language)}
        className="flex flex-col overflow-hidden rounded-[16px] border border-(--w-line) bg-(--w-surface) text-(--w-fg) text-[14px] leading-[1.45] shadow-raise"
      >
        <div className="flex items-center gap-2 bg-(--w-brand) px-4 py-3 text-(--w-ink)">
          {settings.logo ? (
            // biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise
            <img src={settings.logo} alt="" className="size-9 rounded-[8px] bg-white object-contain" />
          ) : null}
          <span className="min-w-0 flex-1">
            <span dir="auto" className="block truncate font-bold text-[16px]">
              {name}
            </span>
            <span className="block text-[13px]">{online ? t.here : t.away}</span>
          </span>
          <X className="size-5 shrink-0" />
        </div>
        <div className="flex min-h-64 flex-col gap-3.5 p-4">
          <p
            dir="auto"
            className={cn(
              'whitespace-pre-wrap break-words',
              asks ? 'text-[16px]' : 'w-fit max-w-[85%] rounded-[16px] rounded-es-[5px] bg-(--w-soft) px-3 py-2',
            )}
          >
            {firstWords(settings, language, online)}
          </p>
          {asks ? <PreviewForm settings={settings} t={t} online={online} /> : null}
        </div>
        {asks ? null : (
          <div className="flex items-center gap-2 border-(--w-line) border-t p-2">
            <span className="min-h-10.5 flex-1 rounded-[10px] border border-(--w-control) px-3 py-2 text-(--w-muted)">
              {t.write}
            </span>
            <span className="grid size-10.5 place-items-center rounded-[10px] bg-(--w-brand) text-(--w-ink)">
              <Send className="size-5" />
            </span>
          </div>
        )}
      </div>
      <div aria-hidden="true" className={cn('mt-3 flex', settings.side === 'right' ? 'justify-end' : 'justify-start')}>
        <span className="grid size-14 place-items-center rounded-full border-2 border-white bg-(--w-brand) text-(--w-ink) shadow-raise">
          <MessageCircle className="size-6" />
        </span>
      </div>
    </div>
  );
}

interface PreviewFormProps {
  settings: BrandSettings;
  t: (typeof TEXTS)[Language];
  online: boolean;
}

function PreviewForm({ settings: { preChat }, t, online }: PreviewFormProps) {
  return (
    <>
      {PRE_CHAT_FIELDS.filter((field) => preChat.fields[field].shown).map((field) => (
        <span key={field} className="flex flex-col gap-1">
          <span className="font-semibold">
            {t[field]}{' '}
            {preChat.fields[field].mandatory ? (
              <span className="text-(--w-danger)">*</span>
            ) : (
              <span className="font-normal text-(--w-muted) text-[12.5px]">({t.optional})</span>
            )}
          </span>
          <span
            dir="auto"
            className={cn(
              'truncate rounded-[10px] border border-(--w-control) px-3 py-2 text-(--w-muted)',
              field === 'question' ? 'min-h-20' : 'min-h-10.5',
            )}
          >
            {preChat.fields[field].hint}
          </span>
        </span>
      ))}
      <span className="grid min-h-11 place-items-center rounded-[10px] border border-(--w-edge) bg-(--w-brand) font-semibold text-(--w-ink)">
        {online ? t.start : t.leave}
      </span>
    </>
  );
}

/** While a colour is being typed it is not one yet. */
function styleOf(colour: string, theme: WidgetTheme): CSSProperties {
  const brand = /^#[0-9a-f]{6}$/i.test(colour) ? colour : DEFAULT_BRAND.colour;
  const tokens = Object.entries(WIDGET_THEMES[theme]).map(([name, value]) => [`--w-${name}`, value]);
  const edge = `color-mix(in srgb, ${WIDGET_THEMES[theme].fg} 45%, ${brand})`;
  return Object.fromEntries([...tokens, ['--w-brand', brand], ['--w-ink', inkOn(brand)], ['--w-edge', edge]]);
}
