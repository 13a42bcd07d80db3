import type { Content, Interaction as Shown } from '../../../../shared/assessment/delivery.ts';
import { plainText } from '../../../../shared/assessment/plain-text.ts';
import { useText } from '../../app/text.tsx';
import s from '../My.module.css';
import { Flow } from './Flow.tsx';

/** An interaction as it was asked, to read: its prompt, what could be chosen, its picture. What was answered stands below the question. */
export function Interaction({ interaction, language }: { interaction: Shown; language: string }) {
  const t = useText();
  const flow = (content: readonly Content[]) => (
    <Flow
      content={content}
      language={language}
      draw={(inner) => <Interaction key={JSON.stringify(inner).slice(0, 200)} interaction={inner} language={language} />}
    />
  );
  const list = (choices: readonly { id: string; content: Content[] }[]) => (
    <ul className={s.choices}>
      {choices.map((choice) => (
        <li key={choice.id}>{flow(choice.content)}</li>
      ))}
    </ul>
  );
  switch (interaction.interaction) {
    case 'gap':
    case 'text-entry':
      return <span className={s.blank} role="img" aria-label={t('my.blank')} />;
    case 'inline-choice':
      return <span className={s.inline}>[{interaction.choices.map(({ content }) => plainText(content)).join(' / ')}]</span>;
    case 'hottext-choice':
      return <u>{plainText(interaction.content)}</u>;
    case 'glossary':
      return plainText(interaction.content);
    case 'end-attempt':
      return null;
    default:
      return (
        <div className={s.asked}>
          {flow(interaction.prompt)}
          {'content' in interaction && flow(interaction.content)}
          {'picture' in interaction && <img src={interaction.picture.src} alt={interaction.picture.alt} />}
          {'choices' in interaction && list(interaction.choices)}
          {'sources' in interaction && (
            <>
              {list(interaction.sources)}
              {list(interaction.targets)}
            </>
          )}
        </div>
      );
  }
}
