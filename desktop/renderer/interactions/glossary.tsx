/** Words whose meaning can be looked up. */
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { Flow } from '../content/flow.tsx';
import { plainText } from '../content/plain-text.ts';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import s from './glossary.module.css';

type Props = { interaction: Extract<Interaction, { interaction: 'glossary' }> };

export function Glossary({ interaction: { content, meaning } }: Props) {
  const t = useText();
  const label = t('glossary.meaning', { name: plainText(content) });
  return (
    <DialogTrigger>
      <Button className={cx(s.word)} aria-label={label}>
        <Flow content={content} inline />
      </Button>
      <Popover className={cx(s.popover)} placement="bottom start">
        <Dialog className={cx(s.meaning)} aria-label={label}>
          <Flow content={meaning} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
