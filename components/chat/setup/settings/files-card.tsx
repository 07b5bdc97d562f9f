import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { fileTypeChoices } from './file-types';
import { NumberSetting, type SettingsProps } from './number-setting';

/** Which files conversations take. */
export function FilesCard({ settings, errors }: SettingsProps) {
  return (
    <Card
      id="files"
      title="Files"
      description="Always encrypted. What a file is, is told by what stands in it, not by its name."
    >
      <div className="flex flex-col gap-4">
        <NumberSetting name="maxFileMegabytes" settings={settings} errors={errors} />
        <fieldset>
          <legend className="mb-1 font-medium text-fg text-sm">Kinds that are taken</legend>
          <ul className="grid gap-x-6 sm:grid-cols-2">
            {fileTypeChoices(settings.fileTypes).map(({ type, label }) => (
              <li key={type}>
                <Checkbox
                  name="fileTypes"
                  value={type}
                  label={label}
                  defaultChecked={settings.fileTypes.includes(type)}
                />
              </li>
            ))}
          </ul>
          <p className="mt-1 text-subtle text-xs">None: no files are taken.</p>
        </fieldset>
      </div>
    </Card>
  );
}
