/** Words whose meaning can be looked up, and the other ways to them that are this candidate's. */
import { CircleHelp } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Interaction, Support } from '../../../shared/assessment/delivery.ts';
import { plainText } from '../../../shared/assessment/plain-text.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import s from './glossary.module.css';
import { Player } from './recording.tsx';

type Props = { interaction: Extract<Interaction, { interaction: 'glossary' }> };

export function Glossary({ interaction: { content, meaning, supports = [] } }: Props) {
  const t = useText();
  const words = plainText(content);
  const label =
    words === '' ? t('glossary.help') : t(meaning.length > 0 ? 'glossary.meaning' : 'glossary.about', { name: words });
  return (
    <DialogTrigger>
      <Button className={cx(words === '' ? s.help : s.word)} aria-label={label}>
        {words === '' ? (
          <>
            <CircleHelp aria-hidden className={s.icon} />
            {label}
          </>
        ) : (
          <Flow content={content} inline />
        )}
      </Button>
      <Popover className={cx(s.popover)} placement="bottom start">
        <Dialog className={cx(s.meaning)} aria-label={label}>
          {meaning.length > 0 && <Flow content={meaning} />}
          {supports.map((support, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list comes with the form and never changes
            <Other key={at} support={support} />
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** One support: its text in its own language and direction, or its recording. */
function Other({ support: { kind, language, content, recording } }: { support: Support }) {
  const t = useText();
  const label = t(`support.${kind}`);
  return (
    <section className={s.support}>
      <h3>{label}</h3>
      {recording && <Player recording={recording} label={label} className={s.player} />}
      {content.length > 0 && <Flow content={content} {...(language !== undefined && { language })} />}
    </section>
  );
}
