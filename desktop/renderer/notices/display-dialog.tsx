/** Text size and language. */
import { textSizes, useDisplay } from '../i18n/display.tsx';
import { localeIds, locales } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import { Dialog } from '../ui/dialog.tsx';
import s from './panels.module.css';

export function DisplayDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText();
  const { locale, setLocale, textSize, setTextSize } = useDisplay();
  return (
    <Dialog title={t('display.title')} open={open} onClose={onClose}>
      <fieldset className={s.group}>
        <legend className={s.legend}>{t('display.text-size')}</legend>
        <div className={s.options}>
          {textSizes.map((size) => (
            <label key={size} className={s.option}>
              <input type="radio" name="text-size" checked={size === textSize} onChange={() => setTextSize(size)} />
              {t('display.per-cent', { size: size / 100 })}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className={s.group}>
        <legend className={s.legend}>{t('display.language')}</legend>
        <div className={s.options}>
          {localeIds.map((id) => (
            <label key={id} className={s.option} lang={id}>
              <input type="radio" name="language" checked={id === locale} onChange={() => setLocale(id)} />
              {locales[id].name}
            </label>
          ))}
        </div>
        <p>{t('display.language-note')}</p>
      </fieldset>
    </Dialog>
  );
}
