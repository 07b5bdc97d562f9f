/** @jsxImportSource preact */
import { LINK_ATTRIBUTES, linked } from '@/lib/chat/links';

/** A text whose safe addresses are links. */
export function LinkedText({ text }: { text: string }) {
  return (
    <>
      {linked(text).map(({ text: shown, href }, index) =>
        href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
          <a key={index} href={href} title={href} {...LINK_ATTRIBUTES}>
            {shown}
          </a>
        ) : (
          shown
        ),
      )}
    </>
  );
}
