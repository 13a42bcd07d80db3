/** Draws delivered content: text, allowed elements and the interactions placed in them. */
import { createContext, createElement, type ReactNode, useContext } from 'react';
import { drawn, isEmptyElement } from '../../../shared/assessment/allowed.ts';
import type { Content, Interaction } from '../../../shared/assessment/delivery.ts';
import { directionOf } from '../i18n/locales.ts';

type Setting = {
  /** The form's own language, which may differ from the screens'. */
  language: string;
  draw: (interaction: Interaction) => ReactNode;
};
const SettingContext = createContext<Setting>({ language: 'en', draw: () => null });

/** Says in which language the content below is written and who draws its interactions. */
export function ContentSetting({ language, draw, children }: Setting & { children: ReactNode }) {
  return <SettingContext value={{ language, draw }}>{children}</SettingContext>;
}

/** Content in its own language and direction; `inline` for a place inside a line. */
export function Flow({
  content,
  inline,
  className,
  language: own,
}: {
  content: readonly Content[];
  inline?: boolean;
  /** Where it is not the form's. */
  language?: string;
  className?: string | undefined;
}) {
  const setting = useContext(SettingContext);
  const { draw } = setting;
  const language = own ?? setting.language;
  return createElement(
    inline ? 'span' : 'div',
    { lang: language, dir: directionOf(language), className },
    ...content.map((node) => nodeOf(node, inline ? wordsOf(draw) : draw)),
  );
}

/** Inside a label or a button nothing else can be pressed: there words are words. */
const wordsOf =
  (draw: Setting['draw']): Setting['draw'] =>
  (interaction) =>
    interaction.interaction === 'glossary' ? interaction.content.map((node) => nodeOf(node, draw)) : draw(interaction);

function nodeOf(node: Content, draw: Setting['draw']): ReactNode {
  if (typeof node === 'string') return node;
  if ('interaction' in node) return draw(node);
  const element = drawn(node.tag, node.attributes);
  if (element.as === 'nothing') return null;
  const children = isEmptyElement(node.tag) ? [] : node.children.map((child) => nodeOf(child, draw));
  if (element.as === 'children') return children;
  // HTML allows no blocks inside a paragraph, and parts of an interaction are blocks.
  const tag = element.tag === 'p' && holdsInteraction(node.children) ? 'div' : element.tag;
  return createElement(tag, element.props, ...children);
}

const holdsInteraction = (content: readonly Content[]): boolean =>
  content.some((node) => {
    if (typeof node === 'string') return false;
    return 'interaction' in node ? node.interaction !== 'glossary' : holdsInteraction(node.children);
  });
