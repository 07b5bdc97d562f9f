/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import { Icon } from './icons';
import { useWidget } from './use-widget';

/** Opens the choice of files of the kinds that the brand takes. */
export function AttachButton({ onPick }: { onPick: (files: File[]) => void }) {
  const { state, t } = useWidget();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="icon-button" aria-label={t.attach} onClick={() => picker.current?.click()}>
        <Icon name="clip" />
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        accept={state.brand?.fileTypes.join(',')}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          onPick(files);
        }}
      />
    </>
  );
}
